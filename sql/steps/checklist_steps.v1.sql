-- Checklist steps: every step of the close, whether it applies to this company, and the setting that is missing if this is unknown.
--
-- since: 2000-01
-- grain: one row for each step of the close
-- key:   step
-- rule:  checklist.md#whether-a-step-applies
--        `unknown_code` is the setting that is missing. To add a new condition for applying a step, add a branch here

with

stated_settings as (
    select settings.*
    from settings
    inner join settings_in_force on settings_in_force.period = settings.period
),

payment_evidence as (
    select
        max(case when channel = 'pos' then 1 end) = 1 as pos,
        max(case when channel = 'ecommerce' then 1 end) = 1 as web,
        max(case when batch_reference is not null then 1 end) = 1 as batches
    from payments_with_channel
    where period <= $period
),

sales_evidence as (
    select
        max(case when lower(source) in ('pos', 'point of sale', 'register') then 1 end) = 1 as pos,
        max(case when payment_batch_ref is not null then 1 end) = 1 as batches
    from sales_documents
    where period <= $period
),

adjustment_evidence as (
    select max(case when is_auto then 1 end) = 1 as automatic
    from stock_adjustments
    where period <= $period
),

adjustment_lists as (
    -- Once the month has documents, it is not known that no adjustment is automatic without its list, or if that lacks rows.
    select
        count(case when landings.dataset = 'stock_adjustments' and incomplete_exports.dataset is null then 1 end) > 0
        or count(*) = 0 as is_whole
    from landings
    left join incomplete_exports
        on incomplete_exports.dataset = landings.dataset
        and incomplete_exports.period = landings.period
    where
        landings.dataset in ('sales_documents', 'purchase_documents', 'stock_adjustments')
        and landings.period = $period
),

draft_evidence as (
    select max(case when status in ('DRAFT', 'SUBMITTED') then 1 end) = 1 as drafts
    from ledger_documents
    where period <= $period
),

reconciliation_evidence as (
    select count(*) > 0 as is_reconciled
    from stock_reconciliation_balances
    where period <= $period
),

company as (
    -- Each column is true, false, or null if unknown.
    select
        coalesce(stated_settings.uses_pos, nullif(payment_evidence.pos, false), nullif(sales_evidence.pos, false)) as uses_pos,
        coalesce(stated_settings.uses_ecommerce, nullif(payment_evidence.web, false)) as uses_ecommerce,
        coalesce(stated_settings.batches_sales, nullif(payment_evidence.batches, false), nullif(sales_evidence.batches, false))
            as batches_sales,
        coalesce(adjustment_evidence.automatic, case when adjustment_lists.is_whole then false end) as has_automatic,
        packages.syncs,
        packages.keeps_drafts,
        coalesce(stated_settings.upload_state = 'draft', nullif(draft_evidence.drafts, false)) as uploads_drafts,
        coalesce(stated_settings.inventory_method = 'perpetual', nullif(reconciliation_evidence.is_reconciled, false)) as is_perpetual
    from payment_evidence
    cross join sales_evidence
    cross join adjustment_evidence
    cross join adjustment_lists
    cross join draft_evidence
    cross join reconciliation_evidence
    left join stated_settings on true
    left join packages on packages.code = stated_settings.package
),

step_applicability as (
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
        when applies_to = 'auto' and uses_pos is not null then null  -- the missing adjustments say so themselves
        when applies_to in ('uses_pos', 'auto') then 'unstated_uses_pos'
        when applies_to = 'ecommerce' and uses_ecommerce is null then 'unstated_uses_ecommerce'
        when applies_to = 'ecommerce' then 'unstated_batches_sales'
        when syncs is null then 'unstated_package'
        when applies_to = 'draft' then 'unstated_upload_state'
        else 'unstated_inventory_method'
    end as unknown_code
from step_applicability
