using CcsPolicy.Data.Protection;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class PolicyStoreTests
{
    // Made by whoever sets the store up, and handed to it; live sessions need to be told how long one may last, and where checkpoints and backups go is the installation's.
    private static readonly Type[] Given = [typeof(PolicyDbSetup), typeof(DocumentKeys), typeof(MasterKeys), typeof(CcsPolicy.Data.Reading.LiveSessions),
        typeof(CcsPolicy.Data.Journalling.JournalKey), typeof(CcsPolicy.Data.Journalling.JournalSigner), typeof(CcsPolicy.Data.Journalling.JournalProofs), typeof(CcsPolicy.Data.Journalling.JournalTails), typeof(CcsPolicy.Data.Journalling.JournalVerifier), typeof(CcsPolicy.Data.Journalling.PlacesAnew),
        typeof(CcsPolicy.Data.Backups.BackupMaking), typeof(CcsPolicy.Data.Backups.BackupDrill), typeof(CcsPolicy.Data.Backups.BackupHistory), typeof(CcsPolicy.Data.Backups.OpenedRecoveryKey)];

    [Fact]
    public async Task Whatever_the_store_offers_is_registered_and_can_be_made()
    {
        var services = new ServiceCollection().AddPolicyStore(_ => new PolicyDbSetup(DatabaseProvider.Sqlite, "Data Source=:memory:", new DocumentKeys(MasterKeys.Of(TestDatabase.Key), new SeededIds(1)), new SeededIds(1), TimeProvider.System));
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var offered = Offered().ToList();
        Assert.Contains(typeof(PolicyDbFactory), offered);
        foreach (var type in offered)
        {
            Assert.Equal(ServiceLifetime.Singleton, services.Single(s => s.ServiceType == type).Lifetime);
            Assert.NotNull(provider.GetService(type));
        }
    }

    // What lives on: it opens contexts, or it holds something that has to be let go.
    private static IEnumerable<Type> Offered() =>
        from type in typeof(PolicyDb).Assembly.GetExportedTypes()
        where type is { IsClass: true, IsAbstract: false, IsNested: false } && !Given.Contains(type) && !typeof(DbContext).IsAssignableFrom(type)
        where typeof(IDisposable).IsAssignableFrom(type) || typeof(IAsyncDisposable).IsAssignableFrom(type)
            || type.GetConstructors().Any(made => made.GetParameters().Any(p => p.ParameterType == typeof(PolicyDbFactory) || p.ParameterType == typeof(PolicyDbSetup)))
        select type;
}
