-- Worklist: every item that does not reconcile at month end, and the items that have left the list since the previous month end,
--        with the largest effect × age first.
--
-- since: 2000-01
-- key:   item
-- words: reopened_code as reopened
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- events: assigned, due, commented, resolved, closed
-- rule:  worklist.md#items, worklist.md#priority, worklist.md#exits

with

now_open as (
    select * from work_items
),

last_open as (
    select * from work_items_before
),

assignments as (
    select
        subject as item, kind, value,
        row_number() over (partition by subject, kind order by period desc, number desc) as age
    from audit_log
    where
        kind in ('assigned', 'due')
        and period <= $period
),

hands as (
    select
        item,
        max(case when kind = 'assigned' then nullif(value, '') end) as assignee,
        max(case when kind = 'due' then cast(nullif(value, '') as date) end) as due
    from assignments
    where age = 1
    group by item
),

comments as (
    select
        asked.subject as item,
        count(*) as open_comments
    from audit_log as asked
    where
        asked.kind = 'commented'
        and asked.period <= $period
        and not exists (
            select 1
            from audit_log as answered
            where answered.about = asked.number and answered.kind in ('resolved', 'closed')
        )
    group by asked.subject
),

incomplete as (
    select
        count(case when period < $period then 1 end) > 0 as hides_openings,
        count(case when period = $period then 1 end) > 0 as hides_items
    from (
        select period from incomplete_exports
        union all
        select period from list_gaps
    ) as unknown_months
),

items as (
    select
        coalesce(now_open.item, last_open.item) as item,
        coalesce(now_open.doc_type, last_open.doc_type) as doc_type,
        coalesce(now_open.ref, last_open.ref) as ref,
        coalesce(now_open.contact, last_open.contact) as contact,
        coalesce(now_open.cause_id, last_open.cause_id) as cause_id,
        coalesce(now_open.causes, last_open.causes) as causes,
        coalesce(now_open.amount, case when not incomplete.hides_items then 0 end) as amount,
        coalesce(
            last_open.amount, case when not incomplete.hides_openings or now_open.exposure_date >= $period_start then 0 end
        ) as amount_before,
        case when now_open.item is null then 0 else now_open.leg1_amount end as leg1_amount,
        case when now_open.item is null then 0 else now_open.leg2_amount end as leg2_amount,
        case when now_open.item is null then 0 else now_open.revenue_amount end as revenue_amount,
        case when now_open.item is null then 0 else now_open.gap_amount end as gap_amount,
        case when now_open.item is null and not incomplete.hides_items then 0 else now_open.effect end as effect,
        now_open.part,
        coalesce(now_open.sync_status, last_open.sync_status) as sync_status,
        coalesce(now_open.exposure_date, last_open.exposure_date) as exposure_date,
        coalesce(now_open.age_days, last_open.age_days) as age_days,
        now_open.item is null as is_hidden,
        now_open.direction,
        coalesce(now_open.kind, last_open.kind) as kind,
        coalesce(now_open.clears, last_open.clears) as clears,
        case
            when now_open.item is null and incomplete.hides_items then 'cannot_tell'
            when now_open.item is null then 'cleared'
            when
                last_open.item is null
                and incomplete.hides_openings
                and coalesce(now_open.exposure_date < $period_start, true)
                then 'cannot_tell'
            when last_open.item is null then 'new'
            else 'carried'
        end as carried,
        coalesce(now_open.dataset, last_open.dataset) as dataset,
        coalesce(now_open._landing, last_open._landing) as _landing,
        coalesce(now_open._line, last_open._line) as _line
    from now_open
    full join last_open on last_open.item = now_open.item
    cross join incomplete
)

select
    items.item,                                                                       -- Item
    items.doc_type,                                                                   -- Type
    items.ref,                                                                        -- Reference
    items.contact,                                                                    -- Customer, supplier or text
    items.cause_id,                                                                   -- Cause
    items.causes,                                                                     -- All causes
    cast(items.amount as decimal(18, 2)) as amount,                                   -- Amount
    cast(items.amount_before as decimal(18, 2)) as amount_before,                     -- Last month
    items.exposure_date,                                                              -- Unreconciled since
    items.age_days,                                                                   -- Days
    cast(items.effect * greatest(coalesce(items.age_days, 0), 1) as decimal(18, 2)) as urgency,  -- Effect times days
    case
        when items.part = 'no_effect' then 'no_effect'
        when items.effect * greatest(coalesce(items.age_days, 0), 1) >= work_limits.high_from then 'high'
        when items.effect * greatest(coalesce(items.age_days, 0), 1) >= work_limits.medium_from then 'medium'
        else 'low'
    end as priority,                                                                  -- Priority
    items.carried,                                                                    -- Since last month
    case
        when items.carried = 'cleared' then 'fixed'
        when items.carried = 'cannot_tell' and items.is_hidden then 'cannot_tell'
        when exits.holds then exits.kind
        else 'open'
    end as status,                                                                    -- Status
    hands.assignee,                                                                   -- Assigned to
    hands.due,                                                                        -- Due
    cast(coalesce(comments.open_comments, 0) as integer) as open_comments,            -- Open comments
    items.direction,                                                                  -- Direction
    items.kind,                                                                       -- Kind
    items.sync_status,                                                                -- Accounting status
    cast(items.leg1_amount as decimal(18, 2)) as leg1_amount,                         -- Valuation less reconciliation
    cast(items.leg2_amount as decimal(18, 2)) as leg2_amount,                         -- Reconciliation less ledger
    cast(items.revenue_amount as decimal(18, 2)) as revenue_amount,                   -- Sales less revenue
    cast(items.gap_amount as decimal(18, 2)) as gap_amount,  -- Effect on the gap: positive if Omni is higher than the ledger
    items.part,                                                                       -- What it affects
    exits.value as exit_value,                                                        -- Cause or journal
    exits.who as exit_who,                                                            -- Decided by
    exits.recorded_at as exit_at,                                                     -- Decided at
    exits.period as exit_period,                                                      -- Decided for
    exits.note as exit_note,                                                          -- Decision note
    exits.reopened_code,                                                              -- Why it is open again
    work_limits.high_from as _high_from,
    work_limits.medium_from as _medium_from,
    work_limits.threshold as _threshold,
    items.clears as _clears,
    items.dataset as _dataset,
    items._landing,
    items._line
from items
cross join work_limits
left join work_exits as exits
    on exits.item = items.item
left join hands on hands.item = items.item
left join comments on comments.item = items.item
order by
    items.effect * greatest(coalesce(items.age_days, 0), 1) desc nulls last,
    items.amount * greatest(coalesce(items.age_days, 0), 1) desc nulls last,
    items.item
