-- What an archive of the fifth schema holds: a feed that was watched, its two reports of an invented fire, their fingerprints, a ruling on the story, and what grouping remembers.
-- Written by the program of that schema.

INSERT INTO revisions (revision, at, command) VALUES (1, 1795404156782, 'add');
INSERT INTO revisions (revision, at, command) VALUES (2, 1795404156930, 'rule');
INSERT INTO reports (row, id, revision, first_day, last_day, outlet, host, url, title, fingerprinted) VALUES (1, 'ra3221fbf7767fb64', 1, '2021-08-14', '2021-08-14', 'Brackwater Star', '127.0.0.1', 'http://127.0.0.1:8099/a', 'Warehouse burns in Brackwater docks', 1);
INSERT INTO reports (row, id, revision, first_day, last_day, outlet, host, url, title, fingerprinted) VALUES (2, 'r662c39600c41f825', 1, '2021-08-14', '2021-08-14', 'Coast Radio', '127.0.0.1', 'http://127.0.0.1:8099/b', 'Two hurt in Brackwater warehouse fire', 1);
INSERT INTO texts (row, text, record) VALUES (1, 'Warehouse burns in Brackwater docks

A warehouse in the docks of Brackwater burned down in the night to Saturday. Two firefighters were injured, the fire brigade said.

The building on Quay Street held timber and paint, said fire chief Solveig Arne. About 90 firefighters fought the blaze until six in the morning.

People in the old town were told to keep their windows shut.

The damage is put at four million crowns.
', '{"id":"ra3221fbf7767fb64","external_id":"a","path":"http://127.0.0.1:8099/a","url":"http://127.0.0.1:8099/a","outlet":"Brackwater Star","republished_from":null,"title":"Warehouse burns in Brackwater docks","author":null,"condition":[],"published":{"start":"2021-08-14","end":"2021-08-14","basis":"metadata","evidence":[]},"published_at":"2021-08-14T07:30:00+02:00","fetched_at":"2026-11-23T03:22:36Z","language":"en","digest":"fab8e333277e90908dc254766e22b8978cf76c2fe78b7c5f860ff214d153a981","text":"","blocks":[{"role":"title","span":[0,35]},{"role":"body","span":[37,167]},{"role":"body","span":[169,314]},{"role":"body","span":[316,376]},{"role":"body","span":[378,419]}]}');
INSERT INTO texts (row, text, record) VALUES (2, 'Two hurt in Brackwater warehouse fire

Two firefighters were injured when a warehouse on Quay Street in Brackwater burned down overnight.

Fire chief Solveig Arne said 90 men and women had been at work. The cause is not known.

Paint and timber stored in the building made the smoke thick, Arne said.
', '{"id":"r662c39600c41f825","external_id":"b","path":"http://127.0.0.1:8099/b","url":"http://127.0.0.1:8099/b","outlet":"Coast Radio","republished_from":null,"title":"Two hurt in Brackwater warehouse fire","author":null,"condition":[],"published":{"start":"2021-08-14","end":"2021-08-14","basis":"metadata","evidence":[]},"published_at":"2021-08-14T08:30:00+02:00","fetched_at":"2026-11-23T03:22:36Z","language":"en","digest":"caceabdd9494f196f0dc1c961e424e5e57c43eb11f23b2abc28aa6b3e598b7c2","text":"","blocks":[{"role":"title","span":[0,37]},{"role":"body","span":[39,137]},{"role":"body","span":[139,226]},{"role":"body","span":[228,300]}]}');
INSERT INTO sketches (row, sketch) VALUES (1, x'01a3221fbf7767fb6401a5490000daa27416200200940100009b010000bbcb7d1a8f0200320100003901000090a0261ca613011e00000023000000b43ecf343d0a010a0000000f000000b2322746d40501d5000000da000000e09bf248ab0200270100002a010000b0e727491b03006800000070000000ec5575606408019a000000a10000002cb101642e0200e6000000eb000000158c936e370300ad000000b50000009873747220020060010000640100003802ed785a0500950000009900000059c29079740200c5000000c90000009a8c907bd61401ec000000f800000095f4857e6006016b010000720100003a89508bfe0b01760000008200000021f425900208011b01000020010000b4054591c203004e01000052010000bee91a92d61401b9000000c400000035f88b94030500880000008f0000006109f6a3de03007e01000084010000c30ca9b6482301130000001d000000054073c6a10400100100001601000095d9b9cf2b150100000000090000004537f3d716040073010000770100001022e8dd680a01ca000000d0000000932e0be54e04000001000002010000b4db38e8d40c01ec000000f80000009c1563e83c02004a0100004d010000620b0eeda80400b9000000c40000009d0ee3ed5802005f0000006400000013475defe40d019c010000a2010000');
INSERT INTO sketches (row, sketch) VALUES (2, x'01662c39600c41f82501a549000027003402f10200b3000000b80000009f169e2e4d0300ab000000ae000000b43ecf34aa06017300000079000000b23227466c0601e4000000e9000000d6b50b5a43040004000000080000002cb10164670200900000009500000030daeb6bed07011b01000020010000158c936e8b0300030100000b0100003802ed78d808008b0000008f0000009a8c907bf6160196000000a20000003a89508bce07012b00000037000000bee91a92f61601590000006400000035f88b948605003d00000044000000c30ca9b6e126010c000000160000005f1f00c22a0801f5000000fb00000095d9b9cf8d0f011700000020000000e7a6d2d1a90300cf000000d4000000d60631d28605007f000000880000001022e8dd770b01ee000000f4000000932e0be5be0400a8000000aa0000003bcfefe58b0601150100001a010000b4db38e8f0170196000000a2000000620b0eed2205005900000064000000c072e3fbb40200dc000000e1000000');
INSERT INTO stories (story, opened, closed, merged_into) VALUES (1, 1, NULL, NULL);
INSERT INTO members (row, story, since, until) VALUES (1, 1, 1, NULL);
INSERT INTO members (row, story, since, until) VALUES (2, 1, 1, NULL);
INSERT INTO history (story, revision, change, reports, other, content) VALUES (1, 1, 'opened', 2, NULL, 'sf445332b4d5550da');
INSERT INTO feeds (feed, url, title, etag, last_modified, tried, succeeded, due, new, unchanged, errors, failing, error, words, copied) VALUES (1, 'http://127.0.0.1:8099/feed', 'Fires of Brackwater', '"1"', NULL, 1795404156772, 1795404156772, 1795405056772, 2, 0, 0, 0, NULL, 124, 0);
INSERT INTO seen (entry, feed) VALUES (x'0094b6a45cd39acd042c87290dac8295', 1);
INSERT INTO seen (entry, feed) VALUES (x'08f7f51786db89e69f73313eb6ba57be', 1);
INSERT INTO seen (entry, feed) VALUES (x'4d6bb6b82787e79ea54aaa074e768d68', 1);
INSERT INTO seen (entry, feed) VALUES (x'c3ed5893767d46781f24950b44d6bed6', 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (6140288396801, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (9338777144758, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (10632432008622, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (11231711785567, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (12727056068228, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (14244952712816, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (20792526834487, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (21614319000546, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (30100063461636, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (31535855604858, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (32262805551375, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (34771539216756, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (34990586517000, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (37534487515660, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (45263778648258, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (47534902943781, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (47646070487534, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (56154403906940, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (56223645541072, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (57750645918516, 1);
INSERT INTO fingerprints (fingerprint, row) VALUES (84913642223983, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (85503883326857, 2);
INSERT INTO fingerprints (fingerprint, row) VALUES (212318309842891, 2);
INSERT INTO rulings (story, since, rulings) VALUES (1, 2, 'outlet	caceabdd9494f196f0dc1c961e424e5e57c43eb11f23b2abc28aa6b3e598b7c2	Quern Post
');
INSERT INTO grouped (version) VALUES (x'0101580f0200d8d600000c000000000000009600000000000000');
INSERT INTO near (row, near) VALUES (1, x'662c39600c41f825e1bc0c00');
INSERT INTO near (row, near) VALUES (2, x'a3221fbf7767fb64e1bc0c00');
INSERT INTO joins (round, one, other) VALUES (0, x'662c39600c41f825', x'a3221fbf7767fb64');
INSERT INTO search (rowid, title, body) SELECT row, title, body FROM articles;
