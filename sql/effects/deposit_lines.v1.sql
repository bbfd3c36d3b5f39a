-- Deposit lines: the ledger entries of invoices, bills and credits that post a deposit on an order or reverse one.
--
-- since: 2000-01
-- grain: one row for each ledger line of a deposit
-- key:   _landing, _line
-- rule:  posting.md#deposits
--        `is_held` marks a line on the deposits account. `is_whole` marks an entry for a deposit alone, which is not an invoice for the
--        order. In other entries, the line is the deposit that the invoice deducts

with

entries as (
    select *
    from ledger_matches
    where
        doc_type in ('SO', 'CN', 'PO', 'SCN')
        and kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit', 'journal', 'other')
),

documents_with_goods as (
    select distinct
        doc_type, ref_key
    from entries
    where role in ('revenue', 'inventory')
),

offset_accounts as (
    select entries.account
    from entries
    inner join documents_with_goods
        on documents_with_goods.doc_type = entries.doc_type
        and documents_with_goods.ref_key = entries.ref_key
    where
        entries.role is null
        and entries.kind <> 'journal'
    group by
        entries.account,
        entries.doc_type,
        entries.ref_key
    having
        sum(entries.net) = 0
        and count(distinct entries.kind) > 1
),

deposit_accounts as (
    select distinct account
    from entries
    where
        role = 'deposits'
        or (
            role is null
            and not exists (select 1 from accounts_in_force where role = 'deposits')
            and (
                regexp_matches(lower(coalesce(account_name, account)), 'deposit|prepay|prepaid|unearned|in advance')
                or account in (select account from offset_accounts)
            )
        )
),

postings as (
    -- One ledger entry: its lines have the same document, kind, date and number.
    select
        entries.doc_type,
        entries.ref_key,
        entries.kind,
        entries.entry_date,
        coalesce(entries.journal_id, entries.reference, '') as posting
    from entries
    inner join deposit_accounts on deposit_accounts.account = entries.account
    group by 1, 2, 3, 4, 5
),

lines as (
    select
        entries.*,
        deposit_accounts.account is not null as is_held,
        max(case when entries.role in ('revenue', 'inventory') then 1 else 0 end) over (
            partition by entries.doc_type, entries.ref_key, entries.kind, entries.entry_date, postings.posting
        ) = 0 as is_whole
    from entries
    inner join postings
        on postings.doc_type = entries.doc_type
        and postings.ref_key = entries.ref_key
        and postings.kind = entries.kind
        and postings.entry_date = entries.entry_date
        and postings.posting = coalesce(entries.journal_id, entries.reference, '')
    left join deposit_accounts on deposit_accounts.account = entries.account
)

select
    doc_type,
    ref_key,
    net,
    is_held,
    is_whole,
    _landing,
    _line
from lines
