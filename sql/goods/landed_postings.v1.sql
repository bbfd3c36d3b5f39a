-- Landed postings: the bills and journals that post the landed costs of an order to inventory, apart from the bill for its goods.
--
-- since: 2000-01
-- grain: one row for each order and each of its bills or journals for landed costs
-- key:   ref_key, kind, entry_date, reference
-- rule:  posting.md#landed-costs
--        Such a bill names the order, but is neither from its supplier nor under the supplier's number. `is_whole` is true if all postings
--        of the order add up to its landed costs in Omni. Otherwise they may be for something else

with

candidates as (
    select
        ref_key,
        kind,
        entry_date,
        coalesce(reference, '') as reference,
        sum(net) as net
    from ledger_matches
    where
        role = 'inventory'
        and doc_type = 'PO'
        and kind in ('bill', 'journal')
    group by 1, 2, 3, 4
),

billers as (
    select
        entry_date,
        reference,
        max(lower(trim(coalesce(contact, description)))) as contact
    from ledger_read
    where
        role = 'payable'
        and kind = 'bill'
    group by
        entry_date,
        reference
),

orders as (
    select
        goods_listed.ref_key,
        goods_listed.landed,
        goods_listed.effect = goods_listed.landed as is_without_goods
    from goods_listed
    where
        goods_listed.doc_type = 'PO'
        and goods_listed.landed <> 0
    union all
    select
        documents.ref_key,
        documents.landing_costs as landed,
        false as is_without_goods
    from documents
    left join goods_listed
        on goods_listed.doc_type = documents.doc_type
        and goods_listed.ref_key = documents.ref_key
    where
        documents.doc_type = 'PO'
        and documents.landing_costs <> 0
        and coalesce(goods_listed.landed, 0) = 0
),

postings as (
    select
        candidates.*,
        orders.landed
    from candidates
    inner join orders on orders.ref_key = candidates.ref_key
    left join documents
        on documents.doc_type = 'PO'
        and documents.ref_key = candidates.ref_key
    left join billers
        on billers.entry_date = candidates.entry_date
        and billers.reference = candidates.reference
    where
        candidates.kind = 'journal'
        or (documents.ref_key is null and orders.is_without_goods)
        or (
            left(billers.contact, length(trim(documents.contact))) <> lower(trim(documents.contact))
            and upper(trim(split_part(candidates.reference, '|', 1))) <> upper(trim(coalesce(documents.supplier_inv_no, '')))
        )
)

select
    ref_key,
    kind,
    entry_date,
    reference,
    cast(net as decimal(18, 2)) as net,
    sum(net) over (partition by ref_key) = landed as is_whole
from postings
