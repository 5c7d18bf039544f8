using CcsPolicy.Data.Preparing;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Commands;
using CcsPolicy.Web.Features.Accounts;
using CcsPolicy.Web.Features.FirstRun;
using CcsPolicy.Web.Features.SigningIn;
using CcsPolicy.Web.Shell;

// Verbs that need neither web host nor database answer before either is built.
if (args is [OutlineCommand.Verb, ..])
{
    using var output = Console.OpenStandardOutput();
    return OutlineCommand.Run(args.AsSpan(1), output, Console.Error);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddShell();
builder.AddAccess();
builder.Services.AddSigningIn();
builder.Services.AddFirstRun();
builder.Services.AddAccounts();

var app = builder.Build();
await app.Services.GetRequiredService<DatabasePreparation>().RunAsync();
await app.PrepareFirstRunAsync();
app.UseShell(beforeSignIn: app.UseFirstRun);
app.UseAccess();
app.MapShell();
app.MapSigningIn();
await app.RunAsync();
return 0;

/// <summary>Named so that tests can start the product as it is.</summary>
public partial class Program;
