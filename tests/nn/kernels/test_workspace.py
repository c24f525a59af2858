"""Memory for the kernels."""

from digitpad.nn.kernels.workspace import allocate_together


def test_arrays_share_one_allocation_and_do_not_overlap():
    first, second, third = allocate_together((3, 5), (2,), (4, 4, 4))
    assert first.base is second.base is third.base
    first.fill(1)
    third.fill(3)
    assert not second.any()
    assert (first == 1).all()
    assert all(array.ctypes.data % 4 == 0 and array.flags.c_contiguous for array in (first, third))
