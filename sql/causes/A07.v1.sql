-- Value added by a production job: the finished goods are worth more than their components, and no journal posts the difference.
--
-- since:  2000-01
-- precedence: stock 10
-- needs:  production_jobs
-- rule:   causes-adjustments.md#a07-value-added-by-a-production-job
-- effect: Omni stock is higher by the value added.
-- timing: permanent

select
    'JOB' as doc_type,
    ref,
    value_added as leg1,
    'production_jobs' as dataset,
    _landing,
    _line
from job_values
where value_added <> 0
