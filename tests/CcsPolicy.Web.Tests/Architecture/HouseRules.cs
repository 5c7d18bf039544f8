namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>The rules of who may know whom, as functions from what the code uses to the offences found.</summary>
public static class HouseRules
{
    /// <summary>Space that may not know another; the exceptions are spaces inside the first.</summary>
    private static readonly (string Space, string MustNotKnow)[] Forbidden =
    [
        ("CcsPolicy.Web.Exports", "CcsPolicy.Data"),
        ("CcsPolicy.Web.Exports", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Imports", "CcsPolicy.Data"),
        ("CcsPolicy.Web.Imports", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Access", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Shell", "CcsPolicy.Web.Features"),
        ("CcsPolicy.Web.Shell", "CcsPolicy.Data.PolicyDb"),
        ("CcsPolicy.Domain", "Microsoft.EntityFrameworkCore"),
        ("CcsPolicy.Domain", "System.IO.File"),
        ("CcsPolicy.Domain", "System.Net"),
        // What is uploaded never becomes a path: who reads it knows no files, and who takes it in does not either.
        ("CcsPolicy.Web.Imports", "System.IO.File"),
        ("CcsPolicy.Web.Imports", "System.IO.FileStream"),
        ("CcsPolicy.Web.Features", "System.IO.File"),
        ("CcsPolicy.Web.Features", "System.IO.FileStream"),
        ("CcsPolicy.Web.Features", "System.IO.Directory"),
    ];

    private static readonly (string Symbol, string[] AllowedIn, string Why)[] Banned =
    [
        ("System.DateTime::get_Now", [], "time comes from TimeProvider"),
        ("System.DateTime::get_UtcNow", [], "time comes from TimeProvider"),
        ("System.DateTimeOffset::get_Now", [], "time comes from TimeProvider"),
        ("System.DateTimeOffset::get_UtcNow", [], "time comes from TimeProvider"),
        ("System.TimeProvider::GetUtcNow", ["CcsPolicy.Domain.Basics.TokyoTime"], "TokyoTime.Now cuts to what databases keep"),
        ("System.Threading.Tasks.Task::Wait", [], "waiting blocks a thread of the server"),
        ("System.Threading.Tasks.Task`1::get_Result", [], "waiting blocks a thread of the server"),
        ("System.Diagnostics.Process::Start", ["CcsPolicy.Data.Backups.PostgreSqlPrograms"], "the product starts no other program but those that write a PostgreSQL database down"),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::IgnoreQueryFilters", ["CcsPolicy.Data.Reading.Readers", "CcsPolicy.Data.Protection", "CcsPolicy.Data.Preparing"], "need to know is never switched off"),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::SqlQueryRaw", [], "raw queries pass the need-to-know filter by"),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::SqlQuery", [], "raw queries pass the need-to-know filter by"),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteUpdateAsync", ["CcsPolicy.Data"], "bulk changes pass the save guard by"),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions::ExecuteDeleteAsync", ["CcsPolicy.Data"], "bulk changes pass the save guard by"),
        ("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions::FromSqlRaw", [], "raw queries pass the need-to-know filter by"),
        ("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions::FromSql", [], "raw queries pass the need-to-know filter by"),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::ExecuteSqlRaw", [], "a statement is written down once, by the store"),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions::ExecuteSqlRawAsync", ["CcsPolicy.Data.Preparing", "CcsPolicy.Data.Migrations", "CcsPolicy.Data.Protection.SealedTable"], "a statement is written down once, by the store"),
        ("System.Net.Http.HttpClient::.ctor", ["CcsPolicy.Web.Features.OpenId.OpenIdSetup"], "the product speaks to its database and to the provider of the configuration"),
        ("System.Net.Sockets.Socket::.ctor", ["CcsPolicy.Web.Imports.Scanning.ClamdScanner"], "the product speaks to its database, and to the provider and the scanner of the configuration"),
        ("System.Net.Sockets.TcpClient::.ctor", [], "the product speaks to its database and to the provider of the configuration"),
        ("System.Net.WebRequest::Create", [], "the product speaks to its database and to the provider of the configuration"),
        ("System.Net.Mail.SmtpClient::.ctor", [], "mail is sent by one class, through MailKit"),
        ("MailKit.Net.Smtp.SmtpClient::.ctor", ["CcsPolicy.Web.Mail.MailSender"], "mail is sent by one class"),
        ("System.Linq.Expressions.Expression`1::Compile", [], "nothing that comes from outside is run"),
        ("System.Linq.Expressions.LambdaExpression::Compile", [], "nothing that comes from outside is run"),
        ("System.Reflection.Emit.DynamicMethod::.ctor", [], "nothing that comes from outside is run"),
        ("System.Reflection.Assembly::Load", [], "nothing that comes from outside is run"),
        ("System.Reflection.Assembly::LoadFrom", [], "nothing that comes from outside is run"),
        ("System.Type::GetType", [], "no text names a type"),
        ("System.Xml.XmlReader::Create", ["CcsPolicy.Web.Imports.Word.WordPackage"], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.XmlDocument::.ctor", [], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.XmlTextReader::.ctor", [], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.Linq.XDocument::Load", ["CcsPolicy.Web.Imports.Word.WordPackage"], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.Linq.XDocument::Parse", [], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.Linq.XElement::Parse", [], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.Linq.XElement::Load", [], "XML is read in one place, without document types and without going outside"),
        ("System.Xml.Serialization.XmlSerializer::.ctor", [], "objects are made of JSON by one reader, of types that the code names"),
        ("System.Runtime.Serialization.DataContractSerializer::.ctor", [], "objects are made of JSON by one reader, of types that the code names"),
        ("Newtonsoft.Json.JsonConvert::DeserializeObject", [], "objects are made of JSON by one reader, of types that the code names"),
        ("System.Text.Json.Serialization.JsonPolymorphicAttribute::.ctor", [], "objects are made of JSON by one reader, of types that the code names"),
        ("System.IO.Compression.ZipFile::ExtractToDirectory", [], "an archive is read part by part; where its parts want to lie is nothing to go by"),
        ("System.IO.Compression.ZipFileExtensions::ExtractToDirectory", [], "an archive is read part by part; where its parts want to lie is nothing to go by"),
        ("System.IO.Compression.ZipFileExtensions::ExtractToFile", [], "an archive is read part by part; where its parts want to lie is nothing to go by"),
        ("Microsoft.Extensions.DependencyInjection.EntityFrameworkServiceCollectionExtensions::AddDbContextPool", [], "a pooled context keeps the reader before"),
    ];

    public static List<string> SpacesKept(CodeUses code) =>
    [
        .. from use in code.All
           from rule in Forbidden
           where In(use.By, rule.Space) && In(use.Uses.Split("::")[0], rule.MustNotKnow)
           select $"{use.By} knows {use.Uses}: {rule.Space} must not know {rule.MustNotKnow}",
    ];

    /// <summary>A feature links to another by its address and shares by the domain.</summary>
    public static List<string> FeaturesApart(CodeUses code) =>
    [
        .. from use in code.All
           let own = FeatureOf(use.By)
           let of = FeatureOf(use.Uses.Split("::")[0])
           where own is not null && of is not null && own != of
           select $"{use.By} knows {use.Uses}: features do not know each other",
    ];

    public static List<string> NothingBanned(CodeUses code) =>
    [
        .. from use in code.All
           from rule in Banned
           where use.Uses == rule.Symbol && !rule.AllowedIn.Any(space => In(use.By, space))
           select $"{use.By} uses {use.Uses}: {rule.Why}",
    ];

    private static bool In(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    private static string? FeatureOf(string name) =>
        name.Split('.') is [_, _, "Features", var feature, _, ..] ? feature : null;
}
