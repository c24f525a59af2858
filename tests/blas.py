"""What BLAS is allowed at this moment."""

from threadpoolctl import threadpool_info


def threads_of_blas():
    """How many threads NumPy's BLAS may use; other packages bring others of their own."""
    found = [info for info in threadpool_info() if info["user_api"] == "blas"]
    numpys = [info for info in found if "numpy" in info["filepath"]] or found
    (allowed,) = {info["num_threads"] for info in numpys}
    return allowed
