"""The checker over a cluster of machines, with Dask: `pip install 'checker-lab[cluster]'`.

The modules in `worker` run on the workers, the others beside the client. `commands`, `reports` and
`pickling` are what the two sides exchange; only `dask` calls Dask's client.
"""

try:
    import distributed  # noqa: F401
    import numpy  # noqa: F401
except ImportError as error:
    raise ImportError(
        f"ClusterChecker needs a package that is not installed ({error.name}): "
        "pip install 'checker-lab[cluster]'",
        name=error.name,
    ) from error

from checker_lab.cluster.checker import ClusterChecker

__all__ = ["ClusterChecker"]
