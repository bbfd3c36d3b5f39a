-- Story absences: documents without a ledger entry, and why: not booked yet, no ledger for the month, or no entry in the ledger.
--
-- since: 2000-01
-- grain: one row for each document without an entry
-- key:   doc_type, ref_key
-- rule:  posting.md#what-each-document-posts
--        A Do Not Import document without a batch is not expected in the ledger

with

found as (
    select distinct
        doc_type,
        ref_key
    from story_entries
),

ledgers as (
    select
        story_documents.doc_type,
        story_documents.ref_key,
        case
            when story_documents.doc_type in ('SO', 'CN') then compared_months.has_revenue
            else compared_months.has_inventory
        end as has_landed
    from story_documents
    inner join compared_months on compared_months.period = strftime(story_documents.acct_date, '%Y-%m')
)

select
    story_documents.doc_type,
    story_documents.ref_key,
    case
        when not story_documents.booked then 'not_booked_yet'
        when ledgers.has_landed and listed_states.is_dated_later then 'dated_later_there|' || $period
        when ledgers.has_landed then 'no_entry_names_it|' || $period
        else 'no_ledger_of_its_month'
    end as about_code,
    case
        when story_documents.is_void then 'void'
        when not story_documents.booked then 'waits'
        when ledgers.has_landed and listed_states.is_dated_later then 'other_month'
        when ledgers.has_landed then 'missing'
        else 'unknown'
    end as state,
    story_documents.dataset,
    story_documents._landing,
    story_documents._line
from story_documents
left join ledgers
    on ledgers.doc_type = story_documents.doc_type
    and ledgers.ref_key = story_documents.ref_key
left join listed_states
    on listed_states.ref_key = story_documents.ref_key
    and listed_states.side = case when story_documents.doc_type in ('SO', 'CN') then 'sales' else 'bills' end
left join found
    on found.doc_type = story_documents.doc_type
    and found.ref_key = story_documents.ref_key
where
    found.ref_key is null
    and not (coalesce(story_documents.status, '') = 'DO_NOT_IMPORT' and story_documents.payment_batch_ref is null)
