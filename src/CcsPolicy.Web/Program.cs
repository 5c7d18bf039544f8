using CcsPolicy.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddShell();

var app = builder.Build();
app.UseShell();
app.MapShell();
app.Run();

/// <summary>Named so that tests can start the product as it is.</summary>
public partial class Program;
