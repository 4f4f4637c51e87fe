"""Benchmarks against bare tools and other libraries (`make bench`), and long runs (`make soak`)."""
