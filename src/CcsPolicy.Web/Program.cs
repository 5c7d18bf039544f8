using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Saving;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Commands;
using CcsPolicy.Web.Commands.Doctor;
using CcsPolicy.Web.DemoData;
using CcsPolicy.Web.Features.Accounts;
using CcsPolicy.Web.Features.Acknowledging;
using CcsPolicy.Web.Features.Appointing;
using CcsPolicy.Web.Features.Asking;
using CcsPolicy.Web.Features.BoundThen;
using CcsPolicy.Web.Features.Backups;
using CcsPolicy.Web.Features.Campaigning;
using CcsPolicy.Web.Features.Matters;
using CcsPolicy.Web.Features.Custody;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Finding;
using CcsPolicy.Web.Features.FirstRun;
using CcsPolicy.Web.Features.Following;
using CcsPolicy.Web.Features.Granting;
using CcsPolicy.Web.Features.GrantReviews;
using CcsPolicy.Web.Features.Guidelines;
using CcsPolicy.Web.Features.Health;
using CcsPolicy.Web.Features.Home;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.JournalKeeping;
using CcsPolicy.Web.Features.JournalReading;
using CcsPolicy.Web.Features.Linking;
using CcsPolicy.Web.Features.Notices;
using CcsPolicy.Web.Features.OpenId;
using CcsPolicy.Web.Features.People;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reading;
using CcsPolicy.Web.Features.Reports;
using CcsPolicy.Web.Features.Resetting;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Features.Sheets;
using CcsPolicy.Web.Features.SigningIn;
using CcsPolicy.Web.Features.Targeting;
using CcsPolicy.Web.Features.Terminals;
using CcsPolicy.Web.Features.Terms;
using CcsPolicy.Web.Features.Tracing;
using CcsPolicy.Web.Features.Training;
using CcsPolicy.Web.Features.Withholding;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Texts;
using CcsPolicy.Web.Words;

// No expression may look at a text for longer, whoever wrote that text; before the first one is made.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(2));

// dotnet run puts the environment before what was typed.
var typed = args is ["--environment", _, .. var rest] ? rest : args;

// What is no verb, or one in a wrong form, does nothing: above all it does not serve live data a second time.
var (call, ended) = Verbs.Read(typed, Console.Out, Console.Error);
if (ended is { } answered)
    return answered;

// Verbs that need neither web host nor database answer before either is built.
if (call is { Verb.Name: OutlineCommand.Verb })
{
    using var output = Console.OpenStandardOutput();
    return OutlineCommand.Run(call, output, Console.Error);
}

if (call is { } ofFiles && AmendingVerbs.Are(ofFiles) && !ofFiles.Has(GivenTexts.At))
    return await AmendingVerbs.RunAsync(ofFiles, GivenTexts.OnlyFiles);

if (call is { Verb.Name: RecoveryKeyCommand.Verb })
    return await RecoveryKeyCommand.RunAsync(call, Passphrases.Ask, Console.Out, Console.Error);

var builder = WebApplication.CreateBuilder(args);
// Where Windows starts it as a service, it answers the service control; everywhere else this does nothing.
builder.Services.AddWindowsService(service => service.ServiceName = "CcsPolicy");
builder.AddShell();
builder.AddAccess();
builder.Services.AddBackups();
builder.Services.AddSigningIn();
builder.AddOpenId();
builder.Services.AddFirstRun();
builder.Services.AddAccounts();
builder.Services.AddBackupsPage();
builder.Services.AddResetting();
builder.Services.AddHealth();
builder.Services.AddHome();
builder.Services.AddFinding();
builder.Services.AddTerms();
builder.Services.AddReading();
builder.Services.AddAcknowledging();
builder.Services.AddSingleton<DomainWords>();
builder.Services.AddTexts();
builder.Services.AddFollowing();
builder.Services.AddReports();
builder.Services.AddGranting();
builder.Services.AddAsking();
builder.Services.AddGrantReviews();
builder.Services.AddTargeting();
builder.Services.AddCampaigning();
builder.Services.AddMatters();
builder.Services.AddSheets();
builder.Services.AddTerminals();
builder.Services.AddTraining();
builder.Services.AddDocuments();
builder.Services.AddImporting();
builder.Services.AddDrafting();
builder.Services.AddReviewing();
builder.Services.AddPublishing();
builder.Services.AddPeople();
builder.Services.AddAppointing();
builder.Services.AddCustody();
builder.Services.AddGuidelines();
builder.Services.AddLinking();
builder.Services.AddTracing();
builder.Services.AddBoundThen();
builder.Services.AddWithholding();
builder.Services.AddJournalReading();
builder.Services.AddJournalKeeping();
builder.Services.AddMail();
builder.Services.AddNotices();
if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue("Demo:Load", true))
    DemoStart.Offer(builder.Services);

var app = builder.Build();
// Before the database is looked for: on a new machine there is none yet.
if (call is { Verb.Name: RestoreCommand.Verb })
    return await RestoreCommand.RunAsync(app.Services, call, Passphrases.Ask, Console.Out, Console.Error);
// These look at things as they are: nothing is prepared before.
if (call is { Verb.Name: DoctorCommand.Verb })
    return await DoctorCommand.RunAsync(new Examination(app.Services), Console.Out);
if (call is { Verb.Name: VerifyJournalCommand.Verb })
{
    JournalVerifier.TakeLocksFromSqlite();
    return await VerifyJournalCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
}
try
{
    // Verbs that an administrator runs on purpose go on: they serve nobody.
    if (call is null)
        await Surroundings.CheckAsync(app.Services);
    if (await app.Services.GetRequiredService<DatabasePreparation>().RunAsync() is { Count: > 0 } missing)
        GuardLog.PutBack(app.Logger, string.Join(", ", missing));
    app.Services.GetRequiredService<BackupPlaces>().MakeRecoveryFolder();
    if (call is { } ofDocuments && AmendingVerbs.Are(ofDocuments))
        return await AmendingVerbs.RunAsync(ofDocuments, new GivenTexts(app.Services));
    if (call is { Verb.Name: BackupCommand.Verb })
        return await BackupCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
    if (call is { Verb.Name: DemoDataCommand.Verb })
        return await DemoDataCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
    if (call is { Verb.Name: ExchangeKeyCommand.Verb })
        return await ExchangeKeyCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
    if (call is { Verb.Name: PlaceAgainCommand.Verb })
        return await PlaceAgainCommand.RunAsync(app.Services, Console.Out, Console.Error);
    if (call is { Verb.Name: ResealCommand.Verb })
        return await ResealCommand.RunAsync(app.Services, Console.Out, Console.Error);
    if (call is { Verb.Name: NameCisoCommand.Verb })
        return await NameCisoCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
    if (call is { Verb.Name: ForgetPeopleCommand.Verb })
        return await ForgetPeopleCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
    if (call is { Verb.Name: LocalSignInCommand.Verb })
        return await LocalSignInCommand.RunAsync(app.Services, call, Console.Out, Console.Error);
}
catch (Exception fault) when (fault is BackupException or UnsafeSurroundingsException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
catch (Exception fault) when (StorageFaults.Of(fault) is not null || fault is IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"保存先を読み書きできないため、終えられませんでした。終えられなかった変更は保存されていません。これまでの記録はそのままです。データベース、鍵、バックアップの置き場所の空きと権限を doctor で確かめ、もう一度実行してください。 / What is kept could not be read or written, so this was not finished. A change that was not finished is not saved, and what was on record stays as it was. Look at room and rights where the database, the keys and backups lie (doctor), and run this again. ({fault.GetBaseException().Message})");
    return 1;
}
if (app.Environment.IsDevelopment() && app.Configuration.GetValue("Demo:Load", true))
    await DemoStart.PrepareAsync(app);
await app.PrepareFirstRunAsync();
app.UseShell(beforeSignIn: () =>
{
    app.UseRefusalBook();
    app.UseFirstRun();
});
app.UseAccess();
app.MapShell();
app.MapHealth();
app.MapSigningIn();
app.MapOpenId();
app.MapReading();
app.MapAcknowledging();
app.MapReports();
app.MapSheets();
app.MapTraining();
app.MapDrafting();
app.MapReviewing();
app.MapJournalReading();
app.MapNotices();
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the product as it is.</summary>
public partial class Program;
