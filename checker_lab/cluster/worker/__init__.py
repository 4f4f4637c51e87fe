"""What runs on the workers of the cluster."""
