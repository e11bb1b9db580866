-- What a reader ruled on a story, as text: the whole of it each time, the last
-- by a revision counts. It goes where the story goes that another took in.
CREATE TABLE rulings (
    story INTEGER NOT NULL REFERENCES stories,
    since INTEGER NOT NULL REFERENCES revisions,
    rulings TEXT NOT NULL,
    PRIMARY KEY (story, since)
);
