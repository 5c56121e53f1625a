"""Everything the first version keeps."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

from store.append_only import trigger_statements

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('aliases',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('kind', sa.String(length=24), nullable=False, comment='Of what it is another name'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code it stands for'),
    sa.Column('alias', sa.String(length=200), nullable=False, comment='The other name, as files write it'),
    sa.Column('vendor', sa.String(length=80), nullable=True, comment="Vendor whose files write it so; none means everyone's"),
    sa.Column('valid_from', sa.Date(), nullable=True, comment='First day it holds; none means always'),
    sa.Column('valid_to', sa.Date(), nullable=True, comment='First day it no longer holds'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aliases'))
    )
    op.create_index(op.f('ix_aliases_alias'), 'aliases', ['alias'], unique=False)
    op.create_table('audit_forms',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code of the form'),
    sa.Column('number', sa.String(length=80), nullable=False, comment='Version of the form'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name in both languages'),
    sa.Column('body', sa.Text(), nullable=False, comment='Sections, items, points, fatal items'),
    sa.Column('created_at', sa.String(length=32), nullable=False, comment='When this version was entered'),
    sa.Column('created_by', sa.String(length=120), nullable=False, comment='Who entered it'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_forms')),
    sa.UniqueConstraint('code', 'number', name=op.f('uq_audit_forms_code_number'))
    )
    op.create_table('counters',
    sa.Column('name', sa.String(length=40), nullable=False, comment='Name of the counter'),
    sa.Column('value', sa.BigInteger(), nullable=False, comment='Its value; data_version goes up with every write that changes figures'),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_counters'))
    )
    op.create_table('idempotency_tokens',
    sa.Column('token', sa.String(length=80), nullable=False, comment='Made by the asker, once for each intended action'),
    sa.Column('action', sa.String(length=40), nullable=False, comment='What was asked for'),
    sa.Column('result', sa.Text(), nullable=False, comment='Key of the record the first attempt made'),
    sa.Column('used_at', sa.String(length=32), nullable=False, comment='When the first attempt succeeded'),
    sa.PrimaryKeyConstraint('token', name=op.f('pk_idempotency_tokens'))
    )
    op.create_table('jobs',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('kind', sa.String(length=40), nullable=False, comment='What is to be done'),
    sa.Column('payload', sa.Text(), nullable=False, comment='What it is to be done with'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='queued, running, done, failed or cancelled'),
    sa.Column('done', sa.BigInteger(), nullable=False, comment='Steps done'),
    sa.Column('total', sa.BigInteger(), nullable=False, comment='Steps in all; 0 while unknown'),
    sa.Column('message', sa.Text(), nullable=False, comment="What it is doing now, in the asker's language"),
    sa.Column('result', sa.Text(), nullable=True, comment='What came of it'),
    sa.Column('lang', sa.String(length=2), nullable=False, comment='Language of its messages'),
    sa.Column('person_id', sa.String(length=26), nullable=False, comment='Who asked'),
    sa.Column('person', sa.String(length=120), nullable=False, comment='Name of who asked'),
    sa.Column('created_at', sa.String(length=32), nullable=False, comment='When it was asked for'),
    sa.Column('started_at', sa.String(length=32), nullable=True, comment='When a worker took it'),
    sa.Column('heartbeat_at', sa.String(length=32), nullable=True, comment='When the worker last gave a sign'),
    sa.Column('finished_at', sa.String(length=32), nullable=True, comment='When it ended'),
    sa.Column('cancel_requested', sa.Boolean(), nullable=False, comment='Whether somebody asked it to stop'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jobs'))
    )
    op.create_index(op.f('ix_jobs_state'), 'jobs', ['state'], unique=False)
    op.create_table('journal',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('at', sa.String(length=32), nullable=False, comment='When'),
    sa.Column('who_id', sa.String(length=26), nullable=False, comment='Who: key of the person'),
    sa.Column('who', sa.String(length=120), nullable=False, comment='Who: name as it was then'),
    sa.Column('action', sa.String(length=60), nullable=False, comment='What was done'),
    sa.Column('entity', sa.String(length=40), nullable=False, comment='To what kind of thing'),
    sa.Column('entity_id', sa.String(length=80), nullable=False, comment='To which'),
    sa.Column('vendor', sa.String(length=80), nullable=True, comment='Vendor it concerns, if one'),
    sa.Column('before', sa.Text(), nullable=True, comment='What it was'),
    sa.Column('after', sa.Text(), nullable=True, comment='What it became'),
    sa.Column('why', sa.Text(), nullable=False, comment='Reason given'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal'))
    )
    op.create_index('ix_journal_entity', 'journal', ['entity', 'entity_id'], unique=False)
    op.create_table('memberships',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('kind', sa.String(length=24), nullable=False, comment='queue_site or agent_vendor'),
    sa.Column('member', sa.String(length=80), nullable=False, comment='Queue or agent'),
    sa.Column('owner', sa.String(length=80), nullable=False, comment='Site or vendor'),
    sa.Column('valid_from', sa.Date(), nullable=False, comment='First day it holds'),
    sa.Column('valid_to', sa.Date(), nullable=True, comment='First day it no longer holds'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memberships'))
    )
    op.create_index(op.f('ix_memberships_member'), 'memberships', ['member'], unique=False)
    op.create_table('people',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('name', sa.String(length=120), nullable=False, comment='Name the person acts under'),
    sa.Column('role', sa.String(length=24), nullable=False, comment='manager, auditor, approver or viewer'),
    sa.Column('lang', sa.String(length=2), nullable=False, comment='Preferred language, zh or en'),
    sa.Column('vendors', sa.Text(), nullable=True, comment='Codes of the vendors this person may see; none means all'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether the person still acts here'),
    sa.Column('created_at', sa.String(length=32), nullable=False, comment='When the person was entered'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people')),
    sa.UniqueConstraint('name', name=op.f('uq_people_name'))
    )
    op.create_table('projects',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code of the project; never changes'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name in both languages'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether the project runs'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects')),
    sa.UniqueConstraint('code', name=op.f('uq_projects_code'))
    )
    op.create_table('queues',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code of the queue; never changes'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name in both languages'),
    sa.Column('project', sa.String(length=80), nullable=True, comment='Project it serves'),
    sa.Column('channel', sa.String(length=80), nullable=True, comment='Channel it serves'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether it runs'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_queues')),
    sa.UniqueConstraint('code', name=op.f('uq_queues_code'))
    )
    op.create_table('received_files',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('sha256', sa.String(length=64), nullable=False, comment='SHA-256 of the bytes; names the file in files/'),
    sa.Column('name', sa.Text(), nullable=False, comment='File name as received'),
    sa.Column('size', sa.BigInteger(), nullable=False, comment='Bytes'),
    sa.Column('received_at', sa.String(length=32), nullable=False, comment='When it came in'),
    sa.Column('received_by', sa.String(length=120), nullable=False, comment='Who took it in'),
    sa.Column('vendor_choice', sa.String(length=80), nullable=True, comment='Vendor chosen on receipt'),
    sa.Column('project_choice', sa.String(length=80), nullable=True, comment='Project chosen on receipt'),
    sa.Column('period_choice', sa.String(length=7), nullable=True, comment='Month chosen on receipt'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='kept or purged (deletion duty); hash and findings stay'),
    sa.Column('findings', sa.Text(), nullable=False, comment='Findings about the file as a whole'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_files'))
    )
    op.create_index(op.f('ix_received_files_sha256'), 'received_files', ['sha256'], unique=False)
    op.create_table('settings',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('name', sa.String(length=80), nullable=False, comment='Name of the setting'),
    sa.Column('value', sa.Text(), nullable=True, comment='Its value'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settings')),
    sa.UniqueConstraint('name', name=op.f('uq_settings_name'))
    )
    op.create_table('state_changes',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('at', sa.String(length=32), nullable=False, comment='When'),
    sa.Column('who_id', sa.String(length=26), nullable=False, comment='Who: key of the person'),
    sa.Column('who', sa.String(length=120), nullable=False, comment='Who: name as it was then'),
    sa.Column('entity', sa.String(length=40), nullable=False, comment='Kind of thing'),
    sa.Column('entity_id', sa.String(length=80), nullable=False, comment='Which'),
    sa.Column('what', sa.String(length=40), nullable=False, comment='Which of its states'),
    sa.Column('from_state', sa.String(length=24), nullable=True, comment='From; none at its beginning'),
    sa.Column('to_state', sa.String(length=24), nullable=False, comment='To'),
    sa.Column('why', sa.Text(), nullable=False, comment='Reason given'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_state_changes'))
    )
    op.create_index('ix_state_changes_entity', 'state_changes', ['entity', 'entity_id'], unique=False)
    op.create_table('vendors',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code of the vendor; never changes'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name in both languages'),
    sa.Column('note', sa.Text(), nullable=False, comment='Remark'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether we work with this vendor'),
    sa.Column('created_at', sa.String(length=32), nullable=False, comment='When the vendor was entered'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vendors')),
    sa.UniqueConstraint('code', name=op.f('uq_vendors_code'))
    )
    op.create_table('audits',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('form', sa.String(length=80), nullable=False, comment='Form it was scored on'),
    sa.Column('form_version', sa.String(length=80), nullable=False, comment='Version of that form'),
    sa.Column('contract', sa.String(length=80), nullable=True, comment='Contract it counts for, if one'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('project', sa.String(length=80), nullable=True, comment='Project'),
    sa.Column('site', sa.String(length=80), nullable=True, comment='Site'),
    sa.Column('queue', sa.String(length=80), nullable=True, comment='Queue'),
    sa.Column('channel', sa.String(length=80), nullable=True, comment='Channel'),
    sa.Column('agent', sa.String(length=80), nullable=True, comment="Agent's code"),
    sa.Column('kind', sa.String(length=24), nullable=False, comment='mystery, recording or live'),
    sa.Column('at', sa.String(length=32), nullable=False, comment='When the call was made'),
    sa.Column('business_date', sa.Date(), nullable=False, comment="Day it counts for in the contract's time zone"),
    sa.Column('dialled', sa.String(length=40), nullable=False, comment='Number dialled, masked'),
    sa.Column('connected', sa.Boolean(), nullable=False, comment='Whether the call was connected'),
    sa.Column('outcome', sa.String(length=40), nullable=False, comment='What became of the call'),
    sa.Column('wait_s', sa.BigInteger(), nullable=True, comment='Seconds waited'),
    sa.Column('answers', sa.Text(), nullable=False, comment='item → answer'),
    sa.Column('fatal', sa.Text(), nullable=False, comment='Fatal items found'),
    sa.Column('points', sa.String(length=64), nullable=True, comment='Score'),
    sa.Column('passed', sa.Boolean(), nullable=True, comment='Whether it passed; none where it is not judged'),
    sa.Column('critical', sa.Boolean(), nullable=False, comment='Whether a fatal item was found'),
    sa.Column('remark', sa.Text(), nullable=False, comment='Remark'),
    sa.Column('recording', sa.Text(), nullable=False, comment='Where the recording is'),
    sa.Column('logged_at', sa.String(length=32), nullable=False, comment='When it was logged'),
    sa.Column('logged_by', sa.String(length=120), nullable=False, comment='Who logged it'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='live or withdrawn'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_audits_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audits'))
    )
    op.create_index('ix_audits_vendor_day', 'audits', ['vendor', 'business_date'], unique=False)
    op.create_table('batches',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('file_id', sa.String(length=26), nullable=False, comment='Received file it was read from'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Key: vendor'),
    sa.Column('project', sa.String(length=80), nullable=True, comment='Key: project; none where the file is not split'),
    sa.Column('dataset', sa.String(length=24), nullable=False, comment='Key: kind of figures'),
    sa.Column('source', sa.String(length=24), nullable=False, comment='Key: who says so'),
    sa.Column('grain', sa.String(length=24), nullable=False, comment='Key: what one row stands for'),
    sa.Column('covers_from', sa.Date(), nullable=False, comment='First day it speaks for'),
    sa.Column('covers_to', sa.Date(), nullable=False, comment='First day it no longer speaks for'),
    sa.Column('scopes', sa.Text(), nullable=False, comment='Lists of site, queue, channel, segment, language; empty: the whole vendor'),
    sa.Column('gaps', sa.Text(), nullable=False, comment='Covered days without a row'),
    sa.Column('role', sa.String(length=24), nullable=False, comment='Whether its rows feed sums (facts) or only check them'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='staged, committed (live), withdrawn or discarded'),
    sa.Column('layout', sa.Text(), nullable=False, comment='Layout profile that read it'),
    sa.Column('layout_version', sa.Text(), nullable=False, comment='Version of the layout profile'),
    sa.Column('measures', sa.Text(), nullable=False, comment='Base counts it carries'),
    sa.Column('derived', sa.Text(), nullable=False, comment='Those of them that are an average times its count'),
    sa.Column('offsets', sa.Text(), nullable=False, comment='sheet → field → column, to follow a figure home'),
    sa.Column('counts', sa.Text(), nullable=False, comment='Rows new, changed, unchanged, rejected, gone'),
    sa.Column('findings', sa.Text(), nullable=False, comment='Findings of its rows'),
    sa.Column('content_hash', sa.String(length=64), nullable=False, comment='Hash of the parsed rows: equal content is a no-op'),
    sa.Column('base', sa.Text(), nullable=False, comment='Live batches of its key and days when it was staged; else it is stale'),
    sa.Column('staged_at', sa.String(length=32), nullable=False, comment='When it was staged'),
    sa.Column('staged_by', sa.String(length=120), nullable=False, comment='Who staged it'),
    sa.Column('commit_order', sa.BigInteger(), nullable=True, comment='Place in the order of commits'),
    sa.Column('committed_at', sa.String(length=32), nullable=True, comment='When it was committed'),
    sa.Column('committed_by', sa.String(length=120), nullable=True, comment='Who committed it'),
    sa.Column('withdrawn_at', sa.String(length=32), nullable=True, comment='When it was withdrawn'),
    sa.Column('withdrawn_by', sa.String(length=120), nullable=True, comment='Who withdrew it'),
    sa.Column('withdrawn_reason', sa.Text(), nullable=True, comment='Why it was withdrawn'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['file_id'], ['received_files.id'], name=op.f('fk_batches_file_id')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_batches_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batches')),
    sa.UniqueConstraint('commit_order', name=op.f('uq_batches_commit_order'))
    )
    op.create_index(op.f('ix_batches_content_hash'), 'batches', ['content_hash'], unique=False)
    op.create_index(op.f('ix_batches_file_id'), 'batches', ['file_id'], unique=False)
    op.create_index('ix_batches_key', 'batches', ['vendor', 'dataset', 'source', 'state'], unique=False)
    op.create_table('contacts',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor the person works for'),
    sa.Column('name', sa.String(length=120), nullable=False, comment='Name'),
    sa.Column('job', sa.Text(), nullable=False, comment='Job title'),
    sa.Column('phone', sa.Text(), nullable=False, comment='Telephone'),
    sa.Column('email', sa.Text(), nullable=False, comment='Mail address'),
    sa.Column('note', sa.Text(), nullable=False, comment='Remark'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_contacts_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contacts'))
    )
    op.create_index(op.f('ix_contacts_vendor'), 'contacts', ['vendor'], unique=False)
    op.create_table('contracts',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code of the contract; never changes'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='The vendor it binds'),
    sa.Column('project', sa.String(length=80), nullable=True, comment='The project it is about, if one'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name in both languages'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether it is shown among the running ones'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_contracts_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contracts')),
    sa.UniqueConstraint('code', name=op.f('uq_contracts_code'))
    )
    op.create_index(op.f('ix_contracts_vendor'), 'contracts', ['vendor'], unique=False)
    op.create_table('sites',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor whose place of work it is'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Code of the site, unique within the vendor'),
    sa.Column('name', sa.Text(), nullable=False, comment='Name in both languages'),
    sa.Column('active', sa.Boolean(), nullable=False, comment='Whether people work there'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_sites_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sites')),
    sa.UniqueConstraint('vendor', 'code', name=op.f('uq_sites_vendor_code'))
    )
    op.create_table('assessment_runs',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('contract_version', sa.String(length=80), nullable=False, comment='Version that governed'),
    sa.Column('rules_version', sa.String(length=80), nullable=False, comment='Version of our own rules'),
    sa.Column('period', sa.String(length=7), nullable=False, comment='Month'),
    sa.Column('period_from', sa.Date(), nullable=False, comment='First day'),
    sa.Column('period_to', sa.Date(), nullable=False, comment='First day after it'),
    sa.Column('inputs', sa.Text(), nullable=False, comment='Lake files, audits, events and figures it rests on; no clock'),
    sa.Column('hash', sa.String(length=64), nullable=False, comment='Hash of all inputs: the same inputs are the same run'),
    sa.Column('run_at', sa.String(length=32), nullable=False, comment='When it was run'),
    sa.Column('run_by', sa.String(length=120), nullable=False, comment='Who ran it'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_assessment_runs_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_assessment_runs_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_runs')),
    sa.UniqueConstraint('hash', name=op.f('uq_assessment_runs_hash'))
    )
    op.create_index('ix_assessment_runs_contract_period', 'assessment_runs', ['contract', 'period'], unique=False)
    op.create_table('contract_versions',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='The vendor it binds'),
    sa.Column('number', sa.String(length=80), nullable=False, comment="The version's own name"),
    sa.Column('yaml', sa.Text(), nullable=False, comment='Text as loaded, comments included'),
    sa.Column('body', sa.Text(), nullable=False, comment='The contract as data, from which it is rebuilt'),
    sa.Column('hash', sa.String(length=64), nullable=False, comment='Hash of the canonical body'),
    sa.Column('effective_from', sa.Date(), nullable=False, comment='First day it governs'),
    sa.Column('effective_to', sa.Date(), nullable=True, comment='First day it no longer governs; none while open-ended'),
    sa.Column('loaded_at', sa.String(length=32), nullable=False, comment='When it was loaded'),
    sa.Column('loaded_by', sa.String(length=120), nullable=False, comment='Who loaded it'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_contract_versions_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_contract_versions_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract_versions')),
    sa.UniqueConstraint('contract', 'number', name=op.f('uq_contract_versions_contract_number'))
    )
    op.create_table('daily_events',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('day', sa.Date(), nullable=False, comment='Business date'),
    sa.Column('code', sa.String(length=80), nullable=False, comment='Clause or adjustment it belongs to'),
    sa.Column('what', sa.Text(), nullable=False, comment='What happened'),
    sa.Column('times', sa.BigInteger(), nullable=False, comment='How many times'),
    sa.Column('points', sa.String(length=64), nullable=True, comment='Points added (below zero: taken off)'),
    sa.Column('cents', sa.BigInteger(), nullable=True, comment='Money added in cents (below zero: taken off)'),
    sa.Column('evidence_sha256', sa.String(length=64), nullable=True, comment='Evidence file, if any'),
    sa.Column('evidence_name', sa.Text(), nullable=False, comment='Its name as received'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='recorded, approved, rejected or withdrawn'),
    sa.Column('recorded_at', sa.String(length=32), nullable=False, comment='When it was recorded'),
    sa.Column('recorded_by', sa.String(length=120), nullable=False, comment='Who recorded it'),
    sa.Column('approved_at', sa.String(length=32), nullable=True, comment='When it was approved or rejected'),
    sa.Column('approved_by', sa.String(length=120), nullable=True, comment='Who approved or rejected it'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_daily_events_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_daily_events_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_daily_events'))
    )
    op.create_index('ix_daily_events_contract_day', 'daily_events', ['contract', 'day'], unique=False)
    op.create_table('lake_files',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('dataset', sa.String(length=24), nullable=False, comment='Kind of figures'),
    sa.Column('source', sa.String(length=24), nullable=False, comment='Who says so'),
    sa.Column('month', sa.String(length=7), nullable=False, comment="Calendar month of its rows' days"),
    sa.Column('path', sa.String(length=300), nullable=False, comment='Path below the data folder'),
    sa.Column('sha256', sa.String(length=64), nullable=False, comment='SHA-256 of the Parquet file'),
    sa.Column('rows', sa.BigInteger(), nullable=False, comment='Rows in it'),
    sa.Column('measures', sa.Text(), nullable=False, comment='Base counts it has columns for'),
    sa.Column('batches', sa.Text(), nullable=False, comment='Batch id → rows of it that feed sums'),
    sa.Column('batch_id', sa.String(length=26), nullable=False, comment='Batch whose commit or withdrawal wrote it'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='current: sums read it; former: kept for rebuilding'),
    sa.Column('superseded_by', sa.String(length=26), nullable=True, comment='File that took its place'),
    sa.Column('written_at', sa.String(length=32), nullable=False, comment='When it was written'),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_lake_files_batch_id')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_lake_files_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lake_files')),
    sa.UniqueConstraint('path', name=op.f('uq_lake_files_path'))
    )
    op.create_index('uq_lake_files_current', 'lake_files', ['vendor', 'dataset', 'source', 'month'], unique=True, sqlite_where=sa.text("state = 'current'"), postgresql_where=sa.text("state = 'current'"))
    op.create_table('manual_figures',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('clause', sa.String(length=80), nullable=False, comment='Clause'),
    sa.Column('period', sa.String(length=7), nullable=False, comment='Month'),
    sa.Column('numerator', sa.String(length=64), nullable=False, comment='Numerator, exact'),
    sa.Column('denominator', sa.String(length=64), nullable=True, comment='Denominator, exact; none for a count'),
    sa.Column('source', sa.Text(), nullable=False, comment='Where the figure comes from'),
    sa.Column('attachment_sha256', sa.String(length=64), nullable=True, comment='Attached proof, if any'),
    sa.Column('attachment_name', sa.Text(), nullable=False, comment='Its name as received'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='live or withdrawn'),
    sa.Column('entered_at', sa.String(length=32), nullable=False, comment='When it was typed in'),
    sa.Column('entered_by', sa.String(length=120), nullable=False, comment='Who typed it in'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_manual_figures_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_manual_figures_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manual_figures'))
    )
    op.create_index('ix_manual_figures_contract_period', 'manual_figures', ['contract', 'period'], unique=False)
    op.create_table('misses',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('clause', sa.String(length=80), nullable=False, comment='Clause'),
    sa.Column('scope', sa.Text(), nullable=False, comment='Dimensions the clause narrows'),
    sa.Column('first_period', sa.String(length=7), nullable=False, comment='First month missed'),
    sa.Column('last_period', sa.String(length=7), nullable=False, comment='Last month missed'),
    sa.Column('consecutive', sa.BigInteger(), nullable=False, comment='Months missed in a row'),
    sa.Column('periods', sa.Text(), nullable=False, comment='All months missed'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='Where the miss stands'),
    sa.Column('run_id', sa.String(length=26), nullable=True, comment='Run that last saw it'),
    sa.Column('opened_at', sa.String(length=32), nullable=False, comment='When it was opened'),
    sa.Column('recovered_period', sa.String(length=7), nullable=True, comment='First month met again'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_misses_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_misses_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_misses'))
    )
    op.create_index('ix_misses_contract_clause', 'misses', ['contract', 'clause'], unique=False)
    op.create_table('months',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('period', sa.String(length=7), nullable=False, comment='Month'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='Where the month stands'),
    sa.Column('edition', sa.BigInteger(), nullable=False, comment='Edition, 1 first; a correction makes the next'),
    sa.Column('run_id', sa.String(length=26), nullable=True, comment='Run the edition rests on'),
    sa.Column('changed_at', sa.String(length=32), nullable=False, comment='When its state last changed'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_months_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_months_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_months')),
    sa.UniqueConstraint('contract', 'period', name=op.f('uq_months_contract_period'))
    )
    op.create_table('plans',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('title', sa.Text(), nullable=False, comment='What it is about'),
    sa.Column('problem', sa.Text(), nullable=False, comment='Problem'),
    sa.Column('root_cause', sa.Text(), nullable=False, comment='Root cause'),
    sa.Column('corrective', sa.Text(), nullable=False, comment='Corrective action'),
    sa.Column('preventive', sa.Text(), nullable=False, comment='Preventive action'),
    sa.Column('owner', sa.Text(), nullable=False, comment='Who answers for it'),
    sa.Column('due', sa.Date(), nullable=True, comment='Due date'),
    sa.Column('due_certain', sa.Boolean(), nullable=False, comment="False where that year's working days are not yet published"),
    sa.Column('state', sa.String(length=24), nullable=False, comment='Where the plan stands'),
    sa.Column('created_at', sa.String(length=32), nullable=False, comment='When it was opened'),
    sa.Column('created_by', sa.String(length=120), nullable=False, comment='Who opened it'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_plans_contract')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_plans_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plans'))
    )
    op.create_table('batch_files',
    sa.Column('batch_id', sa.String(length=26), nullable=False, comment='Batch'),
    sa.Column('lake_file_id', sa.String(length=26), nullable=False, comment='File of its commit, in which its own rows stand complete'),
    sa.ForeignKeyConstraint(['batch_id'], ['batches.id'], name=op.f('fk_batch_files_batch_id')),
    sa.ForeignKeyConstraint(['lake_file_id'], ['lake_files.id'], name=op.f('fk_batch_files_lake_file_id')),
    sa.PrimaryKeyConstraint('batch_id', 'lake_file_id', name=op.f('pk_batch_files'))
    )
    op.create_table('breaches',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('miss_id', sa.String(length=26), nullable=False, comment='Miss it grew from'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('clause', sa.String(length=80), nullable=False, comment='Clause'),
    sa.Column('period', sa.String(length=7), nullable=False, comment='Month that made it a breach'),
    sa.Column('level', sa.String(length=40), nullable=False, comment='Level the contract gives it'),
    sa.Column('rule', sa.Text(), nullable=False, comment='Rule that made it one'),
    sa.Column('state', sa.String(length=24), nullable=False, comment='Where the breach stands'),
    sa.Column('opened_at', sa.String(length=32), nullable=False, comment='When it was opened'),
    sa.Column('version', sa.Integer(), nullable=False, comment='Number of the edit; an update must name the one it saw'),
    sa.ForeignKeyConstraint(['contract'], ['contracts.code'], name=op.f('fk_breaches_contract')),
    sa.ForeignKeyConstraint(['miss_id'], ['misses.id'], name=op.f('fk_breaches_miss_id')),
    sa.ForeignKeyConstraint(['vendor'], ['vendors.code'], name=op.f('fk_breaches_vendor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breaches'))
    )
    op.create_index(op.f('ix_breaches_miss_id'), 'breaches', ['miss_id'], unique=False)
    op.create_table('plan_misses',
    sa.Column('plan_id', sa.String(length=26), nullable=False, comment='Plan'),
    sa.Column('miss_id', sa.String(length=26), nullable=False, comment='Miss it answers'),
    sa.ForeignKeyConstraint(['miss_id'], ['misses.id'], name=op.f('fk_plan_misses_miss_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_misses_plan_id')),
    sa.PrimaryKeyConstraint('plan_id', 'miss_id', name=op.f('pk_plan_misses'))
    )
    op.create_table('scores',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('run_id', sa.String(length=26), nullable=False, comment='Run'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('period', sa.String(length=7), nullable=False, comment='Month'),
    sa.Column('total', sa.String(length=64), nullable=True, comment='Score of the month'),
    sa.Column('full_mark', sa.String(length=64), nullable=True, comment='Full mark it is out of'),
    sa.Column('coefficient', sa.String(length=64), nullable=True, comment='Settlement coefficient'),
    sa.Column('payable_cents', sa.BigInteger(), nullable=True, comment='Amount payable in cents'),
    sa.Column('currency', sa.String(length=3), nullable=False, comment='Its currency'),
    sa.Column('detail', sa.Text(), nullable=False, comment='Receipt: items, adjustments, redistribution'),
    sa.ForeignKeyConstraint(['run_id'], ['assessment_runs.id'], name=op.f('fk_scores_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scores')),
    sa.UniqueConstraint('run_id', name=op.f('uq_scores_run_id'))
    )
    op.create_table('verdicts',
    sa.Column('id', sa.String(length=26), nullable=False, comment='ULID of the record'),
    sa.Column('run_id', sa.String(length=26), nullable=False, comment='Run'),
    sa.Column('contract', sa.String(length=80), nullable=False, comment='Contract'),
    sa.Column('vendor', sa.String(length=80), nullable=False, comment='Vendor'),
    sa.Column('period', sa.String(length=7), nullable=False, comment='Month'),
    sa.Column('ordinal', sa.BigInteger(), nullable=False, comment="Place in the contract's order"),
    sa.Column('clause', sa.String(length=80), nullable=False, comment='Clause'),
    sa.Column('indicator', sa.String(length=80), nullable=False, comment='Indicator'),
    sa.Column('scope', sa.Text(), nullable=False, comment='Dimensions the clause narrows'),
    sa.Column('numerator', sa.String(length=160), nullable=True, comment='Numerator, exact'),
    sa.Column('denominator', sa.String(length=160), nullable=True, comment='Denominator, exact'),
    sa.Column('value', sa.String(length=160), nullable=True, comment="Exact figure in the indicator's unit"),
    sa.Column('unit', sa.String(length=24), nullable=False, comment='Unit of the figure'),
    sa.Column('comparison', sa.String(length=8), nullable=False, comment='How it is compared'),
    sa.Column('target', sa.String(length=160), nullable=True, comment='Target'),
    sa.Column('minimum', sa.String(length=160), nullable=True, comment='Minimum'),
    sa.Column('verdict', sa.String(length=24), nullable=False, comment='One of the nine answers'),
    sa.Column('flags', sa.Text(), nullable=False, comment='What is added to the answer'),
    sa.Column('n', sa.BigInteger(), nullable=False, comment='Contacts, calls or people it rests on'),
    sa.Column('have', sa.BigInteger(), nullable=False, comment='Days reported'),
    sa.Column('expected', sa.BigInteger(), nullable=False, comment='Days that should be'),
    sa.Column('source', sa.String(length=24), nullable=False, comment='Where the figures come from'),
    sa.Column('origins', sa.Text(), nullable=False, comment='Batches or records they come from'),
    sa.Column('points', sa.String(length=64), nullable=True, comment='Item score, rounded half-up to 0.01'),
    sa.Column('full_points', sa.String(length=64), nullable=True, comment='Full points of the item'),
    sa.Column('detail', sa.Text(), nullable=False, comment='Receipt: how the points came about'),
    sa.ForeignKeyConstraint(['run_id'], ['assessment_runs.id'], name=op.f('fk_verdicts_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdicts'))
    )
    op.create_index(op.f('ix_verdicts_run_id'), 'verdicts', ['run_id'], unique=False)
    for statement in trigger_statements(op.get_bind().dialect.name, ("journal", "state_changes")):
        op.execute(statement)


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")
