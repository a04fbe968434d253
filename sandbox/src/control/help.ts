/**
 * What the control says at `/`.
 */
export const helpText = `The simulated account. Every command answers with what is there now.

GET    /pools                       the pools with their nodes
GET    /pool-list                   the pools as a pool list (pools.file)
GET    /zone                        the DNS zone as a zone file
POST   /pools/NAME/add?nodes=3      and &family=GPU_NV_S, &owner=ROLE, &publishes=a (or srv), &idle=true
POST   /pools/NAME/scale?nodes=5
POST   /pools/NAME/suspend
POST   /pools/NAME/resume
POST   /pools/NAME/move             gives every node a new address
POST   /pools/NAME/drop

What goes wrong in the DNS:
GET    /faults
POST   /faults?kind=KIND            silent, servfail, refused, notimp, nxdomain or truncate;
                                    &pool=NAME for one pool, &type=SRV or A for one type
DELETE /faults                      or ?pool=NAME, ?type=SRV for those alone

What nobody has published, either way:
GET    /switches
POST   /switches?NAME=VALUE         several at once with &
         function=present, missing, not-permitted    the function that names the endpoints
         idle=listed, hidden                         IDLE pools in its answer
         suspended=listed, hidden                    suspended pools in its answer
         no-pools=empty, null                        its answer to a role that sees none
         underscore=_, -                             in DNS names
         without-nodes=nxdomain, nodata, servfail    the DNS of a pool without nodes
         srv=present, absent, refused                SRV records at pools' names
         addresses=present, absent, refused          A records at pools' names
         srv-target=node, pool                       a name for each node, or one for all
         srv-port=PORT                               in SRV records; 0 for the nodes' own

Its SQL:
GET    /sql                         where the account's SQL API listens, its fault
GET    /sql/token                   the session token, as /snowflake/session/token holds it
POST   /sql/token/rotate            a new one; /sql/token/expire also ends the old ones
POST   /sql/faults?kind=503         any status, or slow, garbage, huge, cut, pending, partitions, half-list,
                                    lost-rows, empty-list, wrong-role; &times=3, &statement=show-compute-pools
DELETE /sql/faults
`;
