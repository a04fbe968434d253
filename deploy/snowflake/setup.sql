-- Everything that service.yaml needs. Run it with the Snowflake CLI from the folder `deploy/` of a clone:
--   snow sql --filename snowflake/setup.sql
-- Images come between the first part and the second: see README.md.

USE ROLE ACCOUNTADMIN;
CREATE ROLE IF NOT EXISTS metrics_role;
CREATE DATABASE IF NOT EXISTS metrics_db;
CREATE IMAGE REPOSITORY IF NOT EXISTS metrics_db.public.images;
CREATE STAGE IF NOT EXISTS metrics_db.public.config ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE') DIRECTORY = (ENABLE = TRUE);
CREATE SECRET IF NOT EXISTS metrics_db.public.grafana_admin TYPE = GENERIC_STRING SECRET_STRING = 'choose one';
CREATE COMPUTE POOL IF NOT EXISTS metrics_pool
  MIN_NODES = 1 MAX_NODES = 1 INSTANCE_FAMILY = CPU_X64_S;

GRANT USAGE ON DATABASE metrics_db TO ROLE metrics_role;
GRANT USAGE, CREATE SERVICE ON SCHEMA metrics_db.public TO ROLE metrics_role;
GRANT READ ON IMAGE REPOSITORY metrics_db.public.images TO ROLE metrics_role;
GRANT READ ON STAGE metrics_db.public.config TO ROLE metrics_role;
GRANT READ ON SECRET metrics_db.public.grafana_admin TO ROLE metrics_role;
GRANT USAGE, MONITOR ON COMPUTE POOL metrics_pool TO ROLE metrics_role;
GRANT BIND SERVICE ENDPOINT ON ACCOUNT TO ROLE metrics_role;

-- One line for each pool whose nodes are to be found: MONITOR, or OWNERSHIP. With USAGE alone it is not named.
GRANT MONITOR ON COMPUTE POOL my_pool TO ROLE metrics_role;

-- The configurations. PUT keeps no folders, so each has its line.
PUT file://otel-collector/*.yaml @metrics_db.public.config/otel-collector AUTO_COMPRESS = FALSE OVERWRITE = TRUE;
PUT file://prometheus/rules/*.yml @metrics_db.public.config/prometheus/rules AUTO_COMPRESS = FALSE OVERWRITE = TRUE;
PUT file://grafana/dashboards/*.json @metrics_db.public.config/grafana/dashboards AUTO_COMPRESS = FALSE OVERWRITE = TRUE;
PUT file://grafana/provisioning/datasources/*.yml @metrics_db.public.config/grafana/provisioning/datasources
  AUTO_COMPRESS = FALSE OVERWRITE = TRUE;
PUT file://grafana/provisioning/dashboards/*.yml @metrics_db.public.config/grafana/provisioning/dashboards
  AUTO_COMPRESS = FALSE OVERWRITE = TRUE;
PUT file://snowflake/*.yml @metrics_db.public.config/snowflake AUTO_COMPRESS = FALSE OVERWRITE = TRUE;
PUT file://snowflake/service.yaml @metrics_db.public.config/snowflake AUTO_COMPRESS = FALSE OVERWRITE = TRUE;

-- The second part, when the images are there. The role that creates the service is the one that it runs as.
GRANT ROLE metrics_role TO ROLE SYSADMIN;
USE ROLE metrics_role;
CREATE SERVICE IF NOT EXISTS metrics_db.public.metrics
  IN COMPUTE POOL metrics_pool
  FROM @metrics_db.public.config/snowflake
  SPECIFICATION_FILE = 'service.yaml'
  MIN_INSTANCES = 1
  MAX_INSTANCES = 1;

-- Where Grafana is, and what discovery says.
SHOW ENDPOINTS IN SERVICE metrics_db.public.metrics;
CALL SYSTEM$GET_SERVICE_LOGS('metrics_db.public.metrics', '0', 'discovery', 100);
