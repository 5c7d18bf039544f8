using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Protection;
using CcsPolicy.Web.Access;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.JournalKeeping;

/// <summary>記録の保全。Every entry gets its place in a tree and a signature that is kept outside.</summary>
public static class JournalKeepingFeature
{
    public static void AddJournalKeeping(this IServiceCollection services)
    {
        services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section)
            .Validate(journal => journal.Origin.Length is > 0 and <= 200 && !journal.Origin.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '+'),
                "Journal:Origin names the installation: without spaces and plus signs. / Journal:Origin には空白と「+」を使えません。").ValidateOnStart();
        services.AddSingleton(provider => JournalKey.ReadOrCreate(provider.GetRequiredService<IOptions<StorageOptions>>().Value.JournalKeyFile));
        services.AddSingleton(PlacesOf);
        services.AddSingleton(provider => new OutsidePlaces(RealFolder.Count(provider.GetRequiredService<CheckpointPlaces>().Folders.Select(folder => folder.Path))
            + (provider.GetRequiredService<IOptions<JournalOptions>>().Value.PrintedSheet ? 1 : 0)));
        services.AddSingleton<JournalSigner>();
        services.AddSingleton<JournalProofs>();
        services.AddSingleton<JournalTails>();
        services.AddSingleton<PlacesAnew>();
        services.AddSingleton<JournalKeeper>();
        services.AddHostedService<JournalClock>();
        services.AddSingleton<JournalWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalWatch>());
        services.AddSingleton<SurroundingCheck>(provider => () => TooFew(provider.GetRequiredService<OutsidePlaces>()));
    }

    /// <summary>Nothing outside would hold what the portal signs.</summary>
    private static IEnumerable<SurroundingFault> TooFew(OutsidePlaces places)
    {
        if (!places.Suffice)
            yield return new($"記録の控えの置き場所が {places.Count} か所しか設定されていません（リンクなどで同じ場所になるフォルダーは、一か所です）。別の機器か共有にあるフォルダーを Journal:Folders に二つ書いてください。一つしか用意できないときは、控えの画面を決まった日に印刷して綴じることにして、Journal:PrintedSheet を true にします（docs/operations/journal.md）。",
                $"Checkpoints of the journal have {places.Count} places; folders that are one by a link count once. Name two folders on other hosts or shares in Journal:Folders. With one only, print the page of checkpoints on fixed days, file it, and set Journal:PrintedSheet to true (docs/operations/journal.md).");
    }

    private static CheckpointPlaces PlacesOf(IServiceProvider provider)
    {
        var (journal, root) = (provider.GetRequiredService<IOptions<JournalOptions>>().Value, provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataFolder);
        return new CheckpointPlaces(journal.Origin, [.. journal.Folders.Where(folder => folder.Length > 0).Select(folder => new CheckpointFolder(Path.GetFullPath(folder, root)))]);
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class CheckpointText;
