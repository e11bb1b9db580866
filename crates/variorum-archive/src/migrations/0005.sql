-- What grouping remembers, so that a program that opens the file compares no
-- report twice. It counts for the version named here; where there is none, all
-- is grouped anew.
CREATE TABLE grouped (version BLOB NOT NULL);

-- Whom a report keeps as its nearest, nearest first: of each its id, eight
-- bytes, and how alike the two are in millionths, four bytes, least first.
CREATE TABLE near (
    row INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    near BLOB NOT NULL
);

-- Which two groups became one in which round, each named by the least of its
-- reports' ids. Who forgets a report parts its groups.
CREATE TABLE joins (
    round INTEGER NOT NULL,
    one BLOB NOT NULL,
    other BLOB NOT NULL,
    PRIMARY KEY (round, one)
) WITHOUT ROWID;

-- Reports in the order in which a search prints them, the newest first. It
-- finds them by day as well.
CREATE INDEX reports_newest ON reports (first_day DESC, id);
DROP INDEX reports_by_day;
