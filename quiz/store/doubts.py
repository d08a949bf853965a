"""Knows what, in the way a database is set up, could lose an answer that was acknowledged.

It refuses to change anything: how a server is run is its operator's decision, made knowingly.
"""

from pathlib import Path

from sqlalchemy import Engine

_NETWORK_DISKS = frozenset(
    {"9p", "afs", "ceph", "cifs", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_MOUNTS = Path("/proc/self/mountinfo")


def doubts(engine: Engine) -> tuple[str, ...]:
    """One plain sentence for each reason to doubt the promise; none is the normal case.

    Raises StoreUnavailable.
    """
    if engine.dialect.name == "sqlite":
        return _of_a_file(Path(str(engine.url.database)).absolute())
    return _of_a_server(engine)


def _of_a_file(file: Path) -> tuple[str, ...]:
    kind = disk_kind(file, _MOUNTS.read_text() if _MOUNTS.exists() else "")
    if kind not in _NETWORK_DISKS:
        return ()
    doubt = (
        f"The database file lies on a network disk ({kind}). SQLite's locks do not hold there: "
        "use a disk of this machine, or PostgreSQL."
    )
    return (doubt,)


def disk_kind(file: Path, mounts: str) -> str:
    """The kind of file system that holds a file, by the kernel's list of mounts; "" if unknown."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        ours, _, theirs = line.partition(" - ")
        point = Path(ours.split()[4].encode().decode("unicode_escape"))
        if file.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), theirs.split()[0]
    return kind


def _of_a_server(engine: Engine) -> tuple[str, ...]:
    with engine.connect() as connection:
        standby, fsync, pages, standbys, followers = connection.exec_driver_sql(
            "SELECT pg_is_in_recovery(),"
            " current_setting('fsync'), current_setting('full_page_writes'),"
            " current_setting('synchronous_standby_names'),"
            " (SELECT count(*) FROM pg_stat_replication)"
        ).one()
    found = []
    if standby:
        found.append(
            "This server is a standby and takes no answers. Name all servers in the address, "
            "with target_session_attrs=read-write."
        )
    if "off" in {fsync, pages}:
        found.append(
            "The server runs with fsync or full_page_writes off: a power cut can lose or damage "
            "answers that were acknowledged. Turn both on."
        )
    if followers and not standbys:
        found.append(
            "Replication is asynchronous: when a standby takes over, answers that were "
            "acknowledged can be lost. Name the standby in synchronous_standby_names."
        )
    return tuple(found)
