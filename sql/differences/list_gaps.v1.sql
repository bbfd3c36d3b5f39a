-- List gaps: what the lists that stand in for a report do not state: kinds of documents, costs and amounts.
--
-- since: 2000-01
-- grain: one row for each dataset, month and gap
-- key:   dataset, period, need
-- rule:  cannot-tell.md#lists-that-stand-in-for-a-report
--        A list of the API never lands next to a report of its month. `need` names the gap as steps, identities and causes do: `kind:CN` if
--        no credit notes are listed, `cost:` and a dataset if the stock value of a document is unknown, and `amount:` and a dataset if its
--        total or its amount without tax is, and `tax:` and a dataset if the tax was calculated from the total

with

list_loaders as (
    select loader, doc_type
    from (
        values
        ('omni.api_sales', 'SO'), ('omni.api_credits', 'CN'), ('omni.api_purchases', 'PO')
    ) as listed (loader, doc_type)
),

lists as (
    select distinct landings.dataset, landings.period, list_loaders.doc_type
    from landings
    inner join list_loaders on list_loaders.loader = landings.loader
    where landings.period <= $period
),

kinds as (
    select dataset, doc_type
    from (
        values
        ('sales_documents', 'SO'), ('sales_documents', 'CN'), ('purchase_documents', 'PO'), ('purchase_documents', 'SCN')
    ) as listed (dataset, doc_type)
),

listed_months as (
    select distinct dataset, period
    from lists
),

live_documents as (
    select
        documents.dataset,
        documents.file_period as period,
        documents.lacks_value,
        case
            when documents.dataset = 'sales_documents' then documents.amount is null
            else purchase_documents.product_total is null
        end
        or documents.amount_incl is null as lacks_amount
    from documents
    left join purchase_documents
        on purchase_documents._landing = documents._landing
        and purchase_documents._line = documents._line
        and documents.dataset = 'purchase_documents'
    where
        documents.dataset in ('sales_documents', 'purchase_documents')
        and not documents.is_void
        and not documents.is_draft
),

gap_counts as (
    select
        dataset,
        period,
        count(case when lacks_value then 1 end) as without_value,
        count(case when lacks_amount then 1 end) as without_amount
    from live_documents
    group by
        dataset,
        period
)

select
    listed_months.dataset,
    listed_months.period,
    'kind:' || kinds.doc_type as need,
    'kind_not_listed|' || listed_months.dataset || '|' || listed_months.period || '|' || kinds.doc_type as reason_code
from listed_months
inner join kinds on kinds.dataset = listed_months.dataset
left join lists
    on lists.dataset = listed_months.dataset
    and lists.period = listed_months.period
    and lists.doc_type = kinds.doc_type
where lists.doc_type is null
union all
select
    dataset,
    period,
    'tax:' || dataset as need,
    'tax_not_listed|' || dataset || '|' || period as reason_code
from listed_months
union all
select
    dataset,
    period,
    'cost:' || dataset as need,
    'cost_not_listed|' || dataset || '|' || period || '|' || cast(without_value as varchar) as reason_code
from gap_counts
where without_value > 0
union all
select
    gap_counts.dataset,
    gap_counts.period,
    'amount:' || gap_counts.dataset as need,
    'amount_not_proven|' || gap_counts.dataset || '|' || gap_counts.period || '|' || cast(gap_counts.without_amount as varchar)
        as reason_code
from gap_counts
inner join listed_months
    on listed_months.dataset = gap_counts.dataset
    and listed_months.period = gap_counts.period
where gap_counts.without_amount > 0
