-- Flux: every balance, margin, cause and timing difference next to last month and the average of the months before, with the changes
--       above the thresholds.
--
-- since: 2000-01
-- months: 7
-- key:   item
-- words: part_code as part; name_code as name; counterpart_code as counterpart; draft_code as draft; reopened_code as reopened
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_valuation_lines,
--        stock_reconciliation_entries, ledger_entries
-- events: signing_rule, change_explained
-- rule:  flux.md#figures, flux.md#thresholds, flux.md#drafts, flux.md#explanations
--        A month that cannot be told is blank, and is left out of the average

with

items as (
    select
        item,
        part,
        code,
        min(place) as place,
        code like '%percent' as is_percent,
        max(case when period = $period then amount end) as amount,
        max(case when period = $previous_period then amount end) as last_month,
        max(case when period = $period then known_amount end) as known_amount,
        max(case when period = $previous_period then known_amount end) as known_last_month,
        cast(sum(case when period < $period then known_amount end) as decimal(38, 2)) as sum_before,
        count(case when period < $period then known_amount end) as months_before
    from flux_figures
    group by
        item,
        part,
        code
),

changes as (
    select
        items.*,
        known_amount - known_last_month as change,
        cast((known_amount - known_last_month) * 100 / nullif(abs(last_month), 0) as decimal(18, 2)) as change_percent
    from items
    where
        part in ('balances', 'margin')
        or code = 'unexplained'
        or amount is distinct from 0
        or last_month is distinct from 0
),

judged_changes as (
    select
        changes.*,
        flux_limits.amount_limit,
        flux_limits.percent_limit,
        case
            when change is null then null
            when change = 0 then 'N'
            when not is_percent and abs(change) < flux_limits.amount_limit then 'N'
            when abs(change_percent) < flux_limits.percent_limit then 'N'
            else 'Y'
        end as above
    from changes
    cross join flux_limits
),

counts as (
    select
        item,
        count(case when is_open then 1 end) as documents,
        count(case when is_open and was_open then 1 end) as still_open,
        count(case when not is_open then 1 end) as gone
    from flux_document_changes
    group by item
),

drivers as (
    -- The document that contributes most to the change, in its direction.
    select
        flux_document_changes.*,
        row_number() over (
            partition by flux_document_changes.item
            order by
                abs(flux_document_changes.amount) desc, flux_document_changes.doc_type, flux_document_changes.ref
        ) as nth
    from flux_document_changes
    inner join changes on changes.item = flux_document_changes.item
    where
        changes.change <> 0
        and sign(flux_document_changes.amount) = sign(changes.change)
),

cause_drivers as (
    -- The cause that contributes most to the change of a gap, in its direction.
    select
        gaps.item,
        causes.code,
        causes.change,
        row_number() over (partition by gaps.item order by abs(causes.change) desc, causes.part, causes.code) as nth
    from changes as gaps
    inner join changes as causes
        on (
            (causes.part = 'hsv_to_sohr' and gaps.code in ('hsv_minus_sohr', 'hsv_minus_gl'))
            or (causes.part = 'sohr_to_gl' and gaps.code in ('sohr_minus_gl', 'hsv_minus_gl'))
            or (causes.part = 'hsv_to_gl' and gaps.code = 'hsv_minus_gl')
        )
        and sign(causes.change) = sign(gaps.change)
        and causes.change <> 0
),

counterparts as (
    select *
    from (
        values
        ('hsv', 'sohr_closing'), ('sohr_closing', 'gl_inventory'), ('gl_inventory', 'sohr_closing'), ('cin7_cogs', 'gl_cogs'),
        ('gl_cogs', 'cin7_cogs'), ('cin7_sales', 'gl_revenue'), ('gl_revenue', 'cin7_sales'), ('cin7_margin', 'cin7_sales'),
        ('gl_margin', 'gl_revenue'), ('cin7_margin_percent', 'cin7_sales'), ('gl_margin_percent', 'gl_revenue'),
        ('gl_ar', 'gl_revenue'), ('gl_ap', 'gl_inventory')
    ) as listed (code, counterpart)
),

described_changes as (
    select
        judged_changes.*,
        cast(judged_changes.sum_before / nullif(judged_changes.months_before, 0) as decimal(18, 2)) as average,
        counts.documents,
        counts.still_open,
        counts.gone,
        coalesce(drivers.ref, cause_drivers.code) as driver,
        drivers.doc_type as driver_type,
        drivers.contact as driver_contact,
        coalesce(drivers.amount, cause_drivers.change) as driver_amount,
        abs(coalesce(drivers.amount, cause_drivers.change)) > abs(judged_changes.change) as is_offset,
        cast(
            floor(coalesce(drivers.amount, cause_drivers.change) * 100 / nullif(judged_changes.change, 0)) as decimal(18, 0)
        ) as driver_share,
        counterparts.counterpart,
        counterpart_changes.change as counterpart_change,
        own_words.note as explanation,
        own_words.who as explained_by,
        own_words.recorded_at as explained_at,
        own_words.amount as explained_change,
        last_words.note as last_explanation,
        last_words.who as last_explained_by
    from judged_changes
    left join counts on counts.item = judged_changes.item and judged_changes.change is not null
    left join drivers on drivers.item = judged_changes.item and drivers.nth = 1
    left join cause_drivers on cause_drivers.item = judged_changes.item and cause_drivers.nth = 1
    left join counterparts on counterparts.code = judged_changes.code
    left join changes as counterpart_changes on counterpart_changes.item = 'balances:' || counterparts.counterpart
    left join flux_explanations as own_words on own_words.item = judged_changes.item and own_words.period = $period
    left join flux_explanations as last_words on last_words.item = judged_changes.item and last_words.period = $previous_period
)

select
    item,                                                                             -- Item
    cast('flux_part_' || part as varchar) as part_code,                               -- Part
    case
        when part = 'timing' then 'flux_' || split_part(code, ':', 2) || '|' || split_part(code, ':', 1)
        when part in ('balances', 'margin') or code = 'unexplained' then 'flux_' || code
        else 'flux_cause|' || code
    end as name_code,                                                                 -- Name
    cast(amount as decimal(18, 2)) as amount,                                         -- This month
    cast(last_month as decimal(18, 2)) as last_month,                                 -- Last month
    cast(change as decimal(18, 2)) as change,                                         -- Change
    change_percent,                                                                   -- Change in %: of last month's amount
    average,                                                                          -- Average: of up to six months before
    cast(months_before as integer) as average_months,                                 -- Months in the average
    above,                                                                            -- Above threshold
    case
        when explanation is not null and not (explained_change is distinct from change) then 'explained'
        when above = 'Y' then 'to_explain'
    end as state,                                                                     -- State
    cast(documents as integer) as documents,                                          -- Documents
    cast(still_open as integer) as still_open,                                        -- Open since last month
    cast(documents - still_open as integer) as new_documents,                         -- New
    cast(gone as integer) as gone,                                                    -- Gone since last month
    driver,                                                                           -- Largest part of the change
    driver_type,                                                                      -- Its type
    driver_contact,                                                                   -- Its customer, supplier or reason
    cast(driver_amount as decimal(18, 2)) as driver_amount,                           -- Its amount
    cast(case when driver_share between 1 and 99 then driver_share end as integer) as driver_share,  -- Its share in %: rounded down
    cast('flux_' || counterpart as varchar) as counterpart_code,                      -- Next to
    cast(counterpart_change as decimal(18, 2)) as counterpart_change,                 -- Change of that
    concat_ws(
        ';',
        case
            when change is null then 'flux_cannot_tell'
            when change = 0 then 'flux_unchanged'
            when is_percent and change > 0 then 'flux_rose_points'
            when is_percent then 'flux_fell_points'
            when last_month = 0 then 'flux_appeared'
            when amount = 0 then 'flux_gone'
            when amount < 0 or last_month < 0 then 'flux_moved'
            when change > 0 then 'flux_rose'
            else 'flux_fell'
        end,
        case
            when driver = 'unexplained' then 'flux_by_unexplained'
            when driver_type is null and driver is not null then 'flux_by_cause'
            when driver_type is null then null
            when driver_amount = change
                then case when driver_contact is null or driver_type = 'ADJ' then 'flux_whole_entry' else 'flux_whole_document' end
            when driver_share between 1 and 99
                then case when driver_contact is null or driver_type = 'ADJ' then 'flux_share_entry' else 'flux_share_document' end
            when driver_contact is null or driver_type = 'ADJ' then 'flux_by_entry'
            else 'flux_by_document'
        end,
        case when is_offset then 'flux_offset' end,
        case
            when coalesce(documents, 0) = 0 then null
            when documents = 1 and still_open = 1 then 'flux_was_open'
            when documents = 1 then 'flux_is_new'
            when still_open = 0 then 'flux_all_new'
            when still_open = documents then 'flux_all_open'
            when still_open = 1 then 'flux_one_open'
            else 'flux_still_open'
        end,
        case when gone = 1 then 'flux_one_left' when gone > 1 then 'flux_left' end,
        case when change <> 0 and counterpart_change is not null then 'flux_next_to' end,
        case when change is not null and months_before > 1 then 'flux_average' end
    ) as draft_code,                                                                  -- Draft
    explanation,                                                                      -- Explanation
    explained_by,                                                                     -- By
    explained_at,                                                                     -- At (UTC)
    case
        when explanation is not null and (explained_change is distinct from change) then 'flux_explained_at'
    end as reopened_code,                                                             -- Changed since
    last_explanation,                                                                 -- Last month's explanation
    last_explained_by,                                                                -- By (last month)
    cast(amount_limit as decimal(18, 2)) as _amount_limit,
    cast(percent_limit as decimal(18, 2)) as _percent_limit,
    cast(abs(change) as decimal(18, 2)) as _size,
    cast(abs(change_percent) as decimal(18, 2)) as _size_percent,
    cast(explained_change as decimal(18, 2)) as _explained_change,
    part as _part,
    code as _code,
    cast(place as integer) as _place
from described_changes
order by
    case above when 'Y' then 1 when 'N' then 3 else 2 end,
    place < 20,
    abs(change) desc nulls last,
    item
