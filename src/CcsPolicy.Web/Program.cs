using CcsPolicy.Web.Commands;
using CcsPolicy.Web.Shell;

// Verbs that need neither web host nor database answer before either is built.
if (args is [OutlineCommand.Verb, ..])
{
    using var output = Console.OpenStandardOutput();
    return OutlineCommand.Run(args.AsSpan(1), output, Console.Error);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddShell();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.Run();
return 0;

/// <summary>Named so that tests can start the product as it is.</summary>
public partial class Program;
