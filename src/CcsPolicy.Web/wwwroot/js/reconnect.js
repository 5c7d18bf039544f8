// Shows the prompt of a dropped circuit. The framework raises the event; the words and the look are ours.
const prompt = document.getElementById('components-reconnect-modal');

const show = state => {
  prompt.dataset.state = state;
  if (!prompt.open) prompt.showModal();
};

const again = async () => {
  show('retrying');
  try {
    // false: the server has let go of the circuit; true or an exception: connected, or still unreachable.
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) show('rejected');
  } catch {
    show('failed');
  }
};

prompt?.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'hide') { if (prompt.open) prompt.close(); } else { show(state); }
});
prompt?.addEventListener('cancel', event => event.preventDefault());
document.getElementById('reconnect-again')?.addEventListener('click', again);
document.getElementById('reconnect-resume')?.addEventListener('click', async () => {
  if (!await Blazor.resumeCircuit()) show('rejected');
});
document.getElementById('reconnect-reload')?.addEventListener('click', () => location.reload());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && prompt?.dataset.state === 'failed' && prompt.open) again();
});
