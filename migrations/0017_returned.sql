-- What the partner last said that it holds of an accord's feeds of ours, each under our own signature: where a new epoch begins
-- if the partner cannot return the rest.
alter table store.recovering add column held text;
