-- Document keys: the keys, in full and without the prefix, of each document or batch whose number is in the text of an unread entry, and
-- the values that can confirm a match.
--
-- since: 2000-01
-- grain: one row for each such document or batch
-- key:   doc_type, ref_key
-- rule:  references.md#reading-a-reference, references.md#bare-numbers
--        The keys are written as in `reference_runs`. Documents are left out if more than 20 have the same number

with

numbered_documents as (
    select
        doc_type,
        ref_key,
        regexp_extract(ref_key, '0*([0-9]+)[^0-9]*$', 1)
        || case
            when regexp_matches(ref_key, '\p{L}[^0-9]*$') then '-' || regexp_extract(ref_key, '[0-9][^\p{L}0-9]*(\p{L})[^\p{L}0-9]*$', 1)
            else ''
        end as bare_key
    from document_values
),

mentioned_numbers as (
    select distinct regexp_extract(key, '([0-9]+(-\p{L})?)$', 1) as bare_key
    from reference_keys
),

mentioned_documents as (
    select numbered_documents.*
    from numbered_documents
    inner join mentioned_numbers on mentioned_numbers.bare_key = numbered_documents.bare_key
),

telling_numbers as (
    select bare_key
    from mentioned_documents
    group by bare_key
    having count(*) <= 20
),

parted_documents as (
    -- Only these documents are split into runs, because most documents are in no unread text.
    select
        mentioned_documents.doc_type,
        mentioned_documents.ref_key,
        mentioned_documents.bare_key,
        regexp_replace(
            regexp_replace(upper(mentioned_documents.ref_key), '(\p{L})([0-9])', '\1-\2', 'g'), '([0-9])(\p{L})', '\1-\2', 'g'
        ) as parts
    from mentioned_documents
    inner join telling_numbers on telling_numbers.bare_key = mentioned_documents.bare_key
)

select
    parted_documents.doc_type,
    parted_documents.ref_key,
    trim(
        regexp_replace(
            regexp_replace('-' || parted_documents.parts || '-', '[^\p{L}0-9]+', '-', 'g'), '-0+([0-9])', '-\1', 'g'
        ), '-'
    ) as full_key,
    parted_documents.bare_key,
    document_values.contact,
    document_values.acct_date,
    document_values.amount,
    document_values.amount_incl,
    document_values.amount_goods,
    document_values.landing_costs
from parted_documents
inner join document_values
    on document_values.doc_type = parted_documents.doc_type
    and document_values.ref_key = parted_documents.ref_key
