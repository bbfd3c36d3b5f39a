"""Limits of the current process, where the system has them. The only module that knows how systems differ in this."""

GIB = 2**30


def limit_process(memory: int, seconds: int, output: int) -> None:
    """Limit the bytes of memory, the seconds of processor time and the bytes of each file that this process may use.

    The process ends if it exceeds one of them. Windows has no such limits, so there only the caller's timeout applies.
    """
    try:
        import resource  # noqa: PLC0415 - it does not exist on Windows
    except ImportError:
        return
    # Files that are mapped to memory do not count, because the system can drop them.
    limits = {resource.RLIMIT_DATA: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: output}
    for kind, limit in {**limits, resource.RLIMIT_CORE: 0}.items():
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
