"""The checker over a cluster of machines, by Dask: `pip install 'checker-lab[cluster]'`."""

try:
    import distributed  # noqa: F401
    import numpy  # noqa: F401
except ImportError as error:
    raise ImportError(
        f"ClusterChecker needs what is not installed ({error.name}): "
        "pip install 'checker-lab[cluster]'",
        name=error.name,
    ) from error

from checker_lab.cluster.checker import ClusterChecker

__all__ = ["ClusterChecker"]
