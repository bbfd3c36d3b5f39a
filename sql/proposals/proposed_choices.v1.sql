-- Proposed choices: the company settings that its files suggest: package, currency, date order, channels, batches and drafts.
--
-- since: 2000-01
-- grain: one row for each setting and each value that the files suggest
-- key:   setting, value
-- rule:  proposed-settings.md#other-settings

with

sales as (
    select
        documents.source,
        sales_documents.payment_batch_ref,
        documents.currency,
        sales_documents.fx_rate
    from documents
    inner join sales_documents
        on sales_documents._landing = documents._landing
        and sales_documents._line = documents._line
    where documents.dataset = 'sales_documents'
),

purchases as (
    select
        documents.currency,
        purchase_documents.fx_rate
    from documents
    inner join purchase_documents
        on purchase_documents._landing = documents._landing
        and purchase_documents._line = documents._line
    where documents.dataset = 'purchase_documents'
),

loaded_files as (
    select
        case
            when landings.loader in ('ledger.journals', 'ledger.journals_undated', 'ledger.invoices') then 'xero'
            when landings.loader in ('ledger.quickbooks_sides', 'ledger.journal_entries') then 'quickbooks'
            when landings.loader = 'ledger.myob' then 'none'
            else replace(landings.loader, 'ledger.', '')
        end as package,
        landings.loader <> 'ledger.invoices' as is_ledger,
        landings.file_name
    from landings
    where
        landings.period <= $period
        and landings.dataset in ('ledger_entries', 'ledger_documents')
),

currencies as (
    select upper(trim(currency)) as value, count(*) as documents, 1 as precedence
    from (
        select currency, fx_rate from purchases
        union all
        select currency, fx_rate from sales
    ) as rated
    where fx_rate = 1
    group by 1
    union all
    select upper(trim(currency)) as value, count(*) as documents, 2 as precedence
    from ledger_documents
    where
        period <= $period
        and kind = 'sales_invoice'
    group by 1
    union all
    select upper(trim(currency)) as value, count(*) as documents, 3 as precedence
    from sales
    group by 1
),

date_orders as (
    select date_order as value, count(distinct landing) as documents
    from landings
    where
        period <= $period
        and date_evidence like 'evidence:%'
    group by date_order
),

payment_counts as (
    select
        count(*) as payments,
        count(case when channel = 'pos' then 1 end) as pos,
        count(case when channel = 'ecommerce' then 1 end) as ecommerce,
        min(case when channel = 'ecommerce' then source end) as shop
    from payments_with_channel
),

sales_counts as (
    select
        count(*) as documents,
        count(case when lower(source) in ('pos', 'point of sale', 'register') then 1 end) as pos,
        count(payment_batch_ref) as batched,
        min(payment_batch_ref) as example
    from sales
),

draft_counts as (
    select count(*) as documents, count(case when is_draft_there then 1 end) as drafts
    from listed_states
),

shown_choices as (
    select
        'package' as setting, loaded_files.package as value, count(*) as documents, cast(null as bigint) as of_documents,
        1 as precedence, 'proposed_package|' || min(loaded_files.file_name) as evidence_code
    from loaded_files
    inner join packages on packages.code = loaded_files.package
    where loaded_files.is_ledger
    group by loaded_files.package
    union all
    select
        'currency', value, documents, cast(null as bigint), precedence,
        case precedence when 1 then 'proposed_base_rate|' when 2 then 'proposed_invoice_currency|' else 'proposed_sales_currency|' end
        || cast(documents as varchar)
    from currencies
    where value <> ''
    union all
    select 'date_order', value, documents, cast(null as bigint), 1, 'proposed_date_order|' || cast(documents as varchar)
    from date_orders
    union all
    select
        'inventory_method', 'perpetual', count(distinct cogs_month), cast(null as bigint), 1,
        'proposed_perpetual|' || cast(count(distinct cogs_month) as varchar)
    from proposed_journals
    having count(*) > 0
    union all
    select 'uses_pos', 'true', pos, payments, 1, 'proposed_paid_at_register|' || cast(pos as varchar) || '|' || cast(payments as varchar)
    from payment_counts
    where pos > 0
    union all
    select 'uses_pos', 'true', pos, documents, 2, 'proposed_sold_at_register|' || cast(pos as varchar) || '|' || cast(documents as varchar)
    from sales_counts
    where pos > 0
    union all
    select
        'uses_ecommerce', 'true', ecommerce, payments, 1,
        'proposed_paid_online|' || cast(ecommerce as varchar) || '|' || cast(payments as varchar) || '|' || shop
    from payment_counts
    where ecommerce > 0
    union all
    select
        'batches_sales', 'true', batched, documents, 1,
        'proposed_batches|' || cast(batched as varchar) || '|' || cast(documents as varchar) || '|' || example
    from sales_counts
    where batched > 0
    union all
    select 'upload_state', 'draft', drafts, documents, 1, 'proposed_drafts|' || cast(drafts as varchar)
    from draft_counts
    where drafts > 0
),

ranked_choices as (
    -- If a setting has several sources, the clearest one is used. Of its values, the one that at least 90% show is proposed.
    select
        *,
        min(precedence) over (partition by setting) as clearest,
        sum(documents) over (partition by setting, precedence) as shown
    from shown_choices
)

select
    setting,
    value,
    case when documents * 10 >= shown * 9 then 'proposed' else 'candidate' end as state,
    documents,
    coalesce(of_documents, cast(shown as bigint)) as of_documents,
    evidence_code
from ranked_choices
where
    precedence = clearest
    and documents * 10 >= shown
union all
select
    'upload_state' as setting,
    'authorised' as value,
    'candidate' as state,
    documents,
    documents as of_documents,
    'proposed_no_drafts|' || cast(documents as varchar) as evidence_code
from draft_counts
where
    drafts = 0
    and documents >= 3
