namespace CcsPolicy.Web.Shell.Circuits;

/// <summary>状態行。What an island says about itself ("保存しました 13:05"), shown in one line that screen readers read out.</summary>
public sealed class IslandStatus
{
    public string Sentence { get; private set; } = "";

    public bool IsBad { get; private set; }

    public event Action? Changed;

    public void Say(string sentence) => Set(sentence, false);

    public void SayBad(string sentence) => Set(sentence, true);

    private void Set(string sentence, bool bad)
    {
        (Sentence, IsBad) = (sentence, bad);
        Changed?.Invoke();
    }
}
