-- Checklist steps: every step of the close, whether it applies to this company, and what would have to be known to say so.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- rule:  checklist.md#whether-a-step-applies
--        `unknown_code` names the setting to state. A new way for a step to apply is a branch here

with

stated as (
    select settings.*
    from settings
    inner join settings_in_force on settings_in_force.period = settings.period
),

seen as (
    select
        max(case when channel = 'pos' then 1 end) = 1 as pos,
        max(case when channel = 'ecommerce' then 1 end) = 1 as web,
        max(case when batch_reference is not null then 1 end) = 1 as batches
    from payments_with_channel
    where period <= $period
),

seen_sales as (
    select
        max(case when lower(source) in ('pos', 'point of sale', 'register') then 1 end) = 1 as pos,
        max(case when payment_batch_ref is not null then 1 end) = 1 as batches
    from sales_documents
    where period <= $period
),

seen_adjustments as (
    select max(case when is_auto then 1 end) = 1 as automatic
    from stock_adjustments
    where period <= $period
),

seen_drafts as (
    select max(case when status in ('DRAFT', 'SUBMITTED') then 1 end) = 1 as drafts
    from ledger_documents
    where period <= $period
),

seen_reconciliation as (
    select count(*) > 0 as is_reconciled
    from stock_reconciliation_balances
    where period <= $period
),

company as (
    -- True, false, or null where nobody knows.
    select
        coalesce(stated.uses_pos, nullif(seen.pos, false), nullif(seen_sales.pos, false)) as uses_pos,
        coalesce(stated.uses_ecommerce, nullif(seen.web, false)) as uses_ecommerce,
        coalesce(stated.batches_sales, nullif(seen.batches, false), nullif(seen_sales.batches, false)) as batches_sales,
        coalesce(seen_adjustments.automatic, false) as has_automatic,
        packages.syncs,
        packages.keeps_drafts,
        coalesce(stated.upload_state = 'draft', nullif(seen_drafts.drafts, false)) as uploads_drafts,
        coalesce(stated.inventory_method = 'perpetual', nullif(seen_reconciliation.is_reconciled, false)) as is_perpetual
    from seen
    cross join seen_sales
    cross join seen_adjustments
    cross join seen_drafts
    cross join seen_reconciliation
    left join stated on true
    left join packages on packages.code = stated.package
),

judged as (
    select
        steps.position,
        steps.step,
        steps.step_group,
        steps.title,
        steps.due_day,
        steps.needs,
        steps.newer_than,
        steps.applies_to,
        company.*,
        case steps.applies_to
            when 'all' then true
            when 'uses_pos' then company.uses_pos
            when 'ecommerce' then company.uses_ecommerce and company.batches_sales
            when 'auto' then company.has_automatic or company.uses_pos
            when 'package' then company.syncs
            when 'draft' then company.keeps_drafts and company.uploads_drafts
            when 'perpetual' then company.syncs and company.is_perpetual
        end as concerns_company
    from steps
    cross join company
)

select
    position,
    step,
    step_group,
    title,
    due_day,
    needs,
    newer_than,
    coalesce(concerns_company, true) as applies,
    case
        when concerns_company is not null then null
        when applies_to in ('uses_pos', 'auto') then 'unstated_uses_pos'
        when applies_to = 'ecommerce' and uses_ecommerce is null then 'unstated_uses_ecommerce'
        when applies_to = 'ecommerce' then 'unstated_batches_sales'
        when syncs is null then 'unstated_package'
        when applies_to = 'draft' then 'unstated_upload_state'
        else 'unstated_inventory_method'
    end as unknown_code
from judged
