-- Entry shares: entries that merge several documents, split between those documents if their amounts add up to the entry (G08).
--
-- since: 2000-01
-- grain: one row for each merged entry and each of its documents
-- key:   _landing, _line, doc_type, ref_key
-- rule:  references.md#several-documents-in-one-text
--        Amounts on revenue and payables are credits. The first document takes any rounding difference of up to 0.02

with

several as (
    -- Few entries refer to more than one document of their kind.
    select _landing, _line, family, role, net, key_1, key_2, key_3, key_4
    from ledger_read
    where
        own_names > 1
        and family in ('bill', 'sale')
),

keys as (
    select _landing, _line, family, role, net, key_1 as named_key from several
    union all
    select _landing, _line, family, role, net, key_2 as named_key from several
    union all
    select _landing, _line, family, role, net, key_3 as named_key from several
    union all
    select _landing, _line, family, role, net, key_4 as named_key from several
),

joined as (
    -- A supplier's number may look like another order's reference. The correct order is the one that Omni joined it with.
    select distinct
        _landing,
        _line
    from several_named
    where
        dataset = 'ledger_entries'
        and is_joined
),

shares as (
    select
        keys._landing,
        keys._line,
        keys.net,
        documents.doc_type,
        documents.ref_key,
        case keys.role
            when 'inventory' then documents.amount - coalesce(documents.landing_costs, 0)
            when 'payable' then -documents.amount_incl
            when 'revenue' then -documents.amount
            when 'receivable' then documents.amount_incl
        end as share
    from keys
    inner join documents on documents.ref_key = keys.named_key
    left join joined
        on joined._landing = keys._landing
        and joined._line = keys._line
    where
        joined._line is null
        and not documents.is_void
        and not documents.is_draft
        and (
            (keys.family = 'bill' and documents.doc_type in ('PO', 'SCN'))
            or (keys.family = 'sale' and documents.doc_type in ('SO', 'CN'))
        )
),

totals as (
    select
        *,
        sum(share) over (partition by _landing, _line) as total,
        row_number() over (partition by _landing, _line order by ref_key) as nth
    from shares
)

select
    _landing,
    _line,
    doc_type,
    ref_key,
    share + case when nth = 1 then net - total else 0 end as share
from totals
where abs(net - total) <= 0.02
