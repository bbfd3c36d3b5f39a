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
    select
        doc_type, ref_key, role, account, kind, entry_date, net, _landing, _line,
        coalesce(journal_id, reference, '') as posting
    from ledger_matches
    where
        doc_type in ('SO', 'CN', 'PO', 'SCN')
        and kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit', 'journal', 'other')
),

account_names as (
    select account, min(account_name) as account_name
    from ledger_balances
    where period <= $period
    group by account
),

cleared_documents as (
    -- The documents of which an account has two kinds of entries that cancel each other out.
    select account, doc_type, ref_key
    from entries
    where
        role is null
        and kind <> 'journal'
    group by
        account,
        doc_type,
        ref_key
    having
        sum(net) = 0
        and min(kind) <> max(kind)
),

offset_accounts as (
    select distinct cleared_documents.account
    from cleared_documents
    inner join entries
        on entries.doc_type = cleared_documents.doc_type
        and entries.ref_key = cleared_documents.ref_key
    where entries.role in ('revenue', 'inventory')
),

accounts as (
    select distinct entries.account, account_names.account_name, entries.role
    from entries
    left join account_names on account_names.account = entries.account
    where entries.role is null or entries.role = 'deposits'
),

deposit_accounts as (
    select distinct account
    from accounts
    where
        role = 'deposits'
        or (
            not exists (select 1 from accounts_in_force where role = 'deposits')
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
        entries.posting
    from entries
    inner join deposit_accounts on deposit_accounts.account = entries.account
    group by 1, 2, 3, 4, 5
),

lines as (
    select
        entries.*,
        deposit_accounts.account is not null as is_held,
        max(case when entries.role in ('revenue', 'inventory') then 1 else 0 end) over (
            partition by entries.doc_type, entries.ref_key, entries.kind, entries.entry_date, entries.posting
        ) = 0 as is_whole
    from entries
    inner join postings
        on postings.doc_type = entries.doc_type
        and postings.ref_key = entries.ref_key
        and postings.kind = entries.kind
        and postings.entry_date = entries.entry_date
        and postings.posting = entries.posting
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
