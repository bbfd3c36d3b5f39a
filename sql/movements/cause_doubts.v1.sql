-- Cause doubts: the reasons why a cause that needs an export of its own cannot be told for the month.
--
-- since: 2000-01
-- grain: one row for each cause and reason
-- key:   cause_id, reason_code
-- rule:  movements.md#causes-that-cannot-be-tested

with

landed as (
    select distinct dataset
    from landings
    where period = $period
),

seen_transfers as (
    -- Transfers on which the month has evidence of its own.
    select ref_key
    from branch_transfers_as_known
    where period = $period
    union
    select movement_lines.ref_key
    from movement_lines
    inner join movement_months
        on movement_months.period = $period
        and movement_months.is_complete
),

left_transfers as (
    select distinct branch_transfers_as_known.reference as ref
    from branch_transfers_as_known
    left join seen_transfers on seen_transfers.ref_key = branch_transfers_as_known.ref_key
    where
        seen_transfers.ref_key is null
        and not coalesce(branch_transfers_as_known.is_void, false)
        and branch_transfers_as_known.dispatched_date <= $period_end
        and not coalesce(branch_transfers_as_known.received_date <= $period_end, false)
)

select cause_needs.cause_id, movement_doubts.reason_code
from cause_needs
cross join movement_doubts
where cause_needs.need = 'stock_movements'
union
select cause_needs.cause_id, 'not_landed|' || cause_needs.need as reason_code
from cause_needs
left join landed on landed.dataset = cause_needs.need
where
    cause_needs.need <> 'stock_movements'
    and landed.dataset is null
union
select cause_needs.cause_id, incomplete_exports.reason_code
from cause_needs
inner join incomplete_exports
    on incomplete_exports.dataset = cause_needs.need
    and incomplete_exports.concerns
where cause_needs.need <> 'stock_movements'
union
-- The effects of these causes are measured at cost.
select costed_causes.cause_id, list_gaps.reason_code
from (
    values
    ('S01', 'cost:sales_documents'), ('S03', 'cost:sales_documents'), ('S04', 'cost:sales_documents'),
    ('S28', 'cost:sales_documents'), ('C01', 'cost:sales_documents'), ('C03', 'cost:sales_documents'),
    ('P01', 'cost:purchase_documents'), ('P02', 'cost:purchase_documents'), ('P03', 'cost:purchase_documents'),
    ('P04', 'cost:purchase_documents'), ('P19', 'kind:SCN'), ('P20', 'kind:SCN'), ('P21', 'kind:SCN'), ('P22', 'kind:SCN')
) as costed_causes (cause_id, need)
inner join list_gaps
    on list_gaps.need = costed_causes.need
    and list_gaps.period = $period
union
select 'A06' as cause_id, 'transit_not_shown|' || ref as reason_code
from transit_values
where counts_transit is null
union
select 'A06' as cause_id, 'transit_without_value|' || ref as reason_code
from transit_values
where
    stock_value is null
    and not counts_transit
union
select 'A06' as cause_id, 'transfer_not_listed|' || ref as reason_code
from left_transfers
union
select 'A07' as cause_id, 'job_without_cost|' || ref as reason_code
from job_values
where value_added is null
