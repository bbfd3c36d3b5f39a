-- Story costs: the COGS of each sale, and the COGS journal of its month.
--
-- since: 2000-01
-- grain: one row for the COGS and one for the COGS journal of each sales order or credit note
-- key:   doc_type, ref_key, position
-- rule:  cogs.md#the-cogs-journal

with

costs as (
    select
        story_documents.*,
        sale_costs.ref_key is not null as is_listed,
        sale_costs.cogs_date,
        sale_costs.cogs,
        sale_costs.cogs_landing,
        sale_costs.cogs_line
    from story_documents
    left join sale_costs on sale_costs.ref_key = story_documents.ref_key
    where story_documents.doc_type in ('SO', 'CN')
)

select
    doc_type,
    ref_key,
    6 as position,
    'story_cogs' as step_code,
    cogs_date as day,
    cogs as amount,
    case
        when not is_listed then 'in_no_cogs_breakdown'
        when cogs is null then 'cogs_blank'
    end as about_code,
    case
        when is_void then 'void'
        when coalesce(cogs, 0) <> 0 then 'ok'
        when moved and booked then 'missing'
        else 'waits'
    end as state,
    case when is_listed then 'cogs_entries' else dataset end as dataset,
    coalesce(cogs_landing, _landing) as _landing,
    coalesce(cogs_line, _line) as _line
from costs
union all
select
    costs.doc_type,
    costs.ref_key,
    7 as position,
    'story_cogs_journal|' || cogs_months.cogs_month as step_code,
    cast(null as date) as day,
    cogs_months.journal as amount,
    case
        when cogs_months._landing is null then 'month_without_journal'
        when cogs_months.is_resynced then 'synced_again_in|' || cogs_months.synced_in
        when cogs_months.stale <> 0 then 'missed_when_synced|' || cast(cogs_months.stale as decimal(18, 2))
    end as about_code,
    case
        when cogs_months._landing is null then 'missing'
        when cogs_months.stale <> 0 then 'differs'
        else 'ok'
    end as state,
    case when cogs_months._landing is null then costs.dataset else 'ledger_entries' end as dataset,
    coalesce(cogs_months._landing, costs._landing) as _landing,
    coalesce(cogs_months._line, costs._line) as _line
from costs
inner join cogs_months on cogs_months.cogs_month = strftime(costs.cogs_date, '%Y-%m')
where costs.cogs <> 0
