-- Month summary: the counts of the month in one row: steps, exceptions, findings, open items, exports and signatures.
--
-- since: 2000-01
-- key:   period
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  checklist.md#what-proves-a-step, cannot-tell.md#rows-that-cannot-be-read
--        A count is blank if an export that could add to it is missing or lacks rows, or if its documents cannot be compared

with

figure_needs as (
    select figure, dataset
    from (
        values
        ('timing', 'sales_documents'), ('timing', 'purchase_documents'), ('timing', 'stock_adjustments'),
        ('cogs', 'sales_documents'), ('cogs', 'cogs_entries'), ('items', 'sales_documents'), ('items', 'purchase_documents'),
        ('items', 'stock_adjustments'), ('items', 'cogs_entries'), ('items', 'stock_reconciliation_entries'),
        ('items', 'ledger_entries')
    ) as listed (figure, dataset)
),

unknown_figures as (
    select
        count(case when figure = 'timing' then 1 end) > 0 as lacks_timing,
        count(case when figure = 'cogs' then 1 end) > 0 as lacks_cogs,
        count(case when figure = 'items' then 1 end) > 0 as lacks_items
    from (
        select figure_needs.figure
        from figure_needs
        inner join expected_exports on expected_exports.dataset = figure_needs.dataset
        where not expected_exports.is_present
        union
        select figure_needs.figure
        from figure_needs
        inner join incomplete_exports on incomplete_exports.dataset = figure_needs.dataset
        where incomplete_exports.concerns
        union
        select figure_needs.figure
        from figure_needs
        inner join list_gaps on list_gaps.dataset = figure_needs.dataset
        union
        -- Items of kinds that were not compared could be on the list.
        select 'items' as figure
        from withheld_kinds
        union
        select 'items' as figure
        from missing_accounts
        inner join expected_exports on expected_exports.dataset = 'ledger_entries'
        where missing_accounts.role = 'inventory'
    ) as lacking
),

step_counts as (
    select
        count(case when is_done then 1 end) as done,
        count(case when is_done and proof = 'proven' then 1 end) as proven,
        count(case when is_done and proof = 'attested' then 1 end) as attested,
        count(case when is_done and proof = 'waived' then 1 end) as waived,
        count(case when state = 'signed' then 1 end) as signed,
        count(case when state <> 'not_applicable' then 1 end) as applicable,
        count(case when state = 'exceptions' then 1 end) as failing,
        count(case when state = 'suspended' then 1 end) as suspended,
        count(case when state = 'cannot_tell' then 1 end) as unknown
    from (
        select
            signed_steps.state,
            step_states.proof,
            signed_steps.state in ('proven', 'attested', 'waived', 'signed') as is_done
        from signed_steps
        inner join step_states on step_states.step = signed_steps.step
    ) as steps
),

blocking_documents as (
    select count(*) as documents
    from (
        select distinct step_exceptions.doc_type, step_exceptions.ref
        from step_exceptions
        inner join step_states on step_states.step = step_exceptions.step
        where step_states.applies
    ) as documents
),

timing as (
    select count(*) as documents
    from straddling
),

blank_sales as (
    select count(*) as documents
    from sales_without_cogs
),

open_items as (
    select count(*) as items
    from work_items
    where not exists (
        select 1
        from work_exits
        where work_exits.item = work_items.item and work_exits.holds
    )
),

export_counts as (
    select count(*) as expected, count(case when is_present then 1 end) as present
    from expected_exports
),

month_signatures as (
    select count(case when stands then 1 end) as signed
    from signatures
    where subject = 'month'
)

select
    $period as period,                                                                -- Period
    cast(step_counts.done as integer) as steps_done,                                  -- Steps done
    cast(step_counts.proven as integer) as steps_proven,                              -- Proven: of the steps done
    cast(step_counts.attested as integer) as steps_attested,                          -- Attested: of the steps done
    cast(step_counts.waived as integer) as steps_waived,                              -- Waived: of the steps done
    cast(step_counts.signed as integer) as steps_signed,                              -- Signed: of the steps done, whatever they rest on
    cast(step_counts.applicable as integer) as steps_applicable,                      -- Steps that apply
    cast(step_counts.applicable - step_counts.done as integer) as steps_to_do,        -- Steps to do
    cast(step_counts.failing as integer) as steps_failing,                            -- Steps with exceptions
    cast(step_counts.suspended as integer) as steps_suspended,                        -- Steps suspended
    cast(step_counts.unknown as integer) as steps_unknown,                            -- Steps that cannot be told
    cast(
        case when step_counts.unknown = 0 then blocking_documents.documents end as integer
    ) as exception_documents,                                                         -- Documents with exceptions
    cast(
        case when not unknown_figures.lacks_timing then timing.documents end as integer
    ) as timing_documents,                                                            -- Timing differences
    cast(
        case when not unknown_figures.lacks_cogs then blank_sales.documents end as integer
    ) as blank_cogs_documents,                                                        -- Blank COGS
    cast(case when not unknown_figures.lacks_items then open_items.items end as integer) as open_items,  -- Open items
    cast(export_counts.present as integer) as exports_present,                        -- Exports uploaded
    cast(export_counts.expected as integer) as exports_expected,                      -- Exports needed
    cast(month_signatures.signed as integer) as signatures                            -- Valid signatures of the month
from step_counts
cross join unknown_figures
cross join blocking_documents
cross join timing
cross join blank_sales
cross join open_items
cross join export_counts
cross join month_signatures
order by period
