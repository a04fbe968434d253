/**
 * What the control says at `/`.
 */
export const helpText = `The simulated account. Every command answers with what is there now.

GET    /pools                       the pools with their nodes
GET    /pool-list                   the pools as a pool list (pools.file)
GET    /zone                        the DNS zone as a zone file
POST   /pools/NAME/add?nodes=3      and &family=GPU_NV_S, &owner=ROLE, &publishes=a (or srv)
POST   /pools/NAME/scale?nodes=5
POST   /pools/NAME/suspend
POST   /pools/NAME/resume
POST   /pools/NAME/move             gives every node a new address
POST   /pools/NAME/drop
GET    /faults
POST   /faults?kind=KIND            silent, servfail, refused, nxdomain or truncate; &pool=NAME for one pool
DELETE /faults                      or ?pool=NAME for one pool
GET    /sql                         where the account's SQL API listens, its switches, its fault
GET    /sql/token                   the session token, as /snowflake/session/token holds it
POST   /sql/token/rotate            a new one; /sql/token/expire also ends the old ones
POST   /sql/switches?function=missing   or present, not-permitted; idle=, suspended=, no-pools=
POST   /sql/faults?kind=503         any status, or slow, garbage, huge, cut, pending, partitions, half-list,
                                    lost-rows, empty-list, wrong-role; &times=3, &statement=show-compute-pools
DELETE /sql/faults
`;
