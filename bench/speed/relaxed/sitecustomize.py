"""For one comparison of the bench only: SQLite with `synchronous = NORMAL` under the product.

The product has no such switch, since NORMAL may lose the last answers when the power goes. Python
reads this file at its start when its folder is on PYTHONPATH.
"""

import sqlite3.dbapi2 as driver

_connect = driver.connect


class Cursor(driver.Cursor):
    def execute(self, sql, *given):
        wish = sql.strip().lower().replace(" ", "")
        return super().execute(
            "PRAGMA synchronous = NORMAL" if wish == "pragmasynchronous=full" else sql, *given
        )


class Connection(driver.Connection):
    def cursor(self, factory=Cursor):
        return super().cursor(factory)

    def execute(self, sql, *given):
        return self.cursor().execute(sql, *given)


def connect(*given, **named):
    return _connect(*given, **{"factory": Connection, **named})


driver.connect = connect
