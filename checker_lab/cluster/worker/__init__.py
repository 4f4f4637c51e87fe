"""What runs on the workers of the cluster. It never calls the client, which collects reports."""
