"""What a checker knows, over HTTP: for load balancers, orchestrators and Prometheus."""
