using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// What the compiled code says of its own forms, acts and mail: nobody keeps a list of them by hand. A form is told by the page that shows it and by its name; a form
/// whose name is put together from an id is <c>*</c>. Forms without a name post to an endpoint, which is listed by its address.
/// </summary>
internal static class Forms
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, string[]>> Queries = new();

    public static string Product { get; } = typeof(Program).Assembly.Location;

    public static string Store { get; } = typeof(CcsPolicy.Data.PolicyDb).Assembly.Location;

    /// <summary>"Page form" of every form that is answered by a page, with those in the parts that the page is made of.</summary>
    public static IReadOnlyList<string> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var parts = Parts(module);
        var pages = module.GetTypes().Where(IsPage).ToList();
        var shown = new HashSet<string>();
        var forms = pages.SelectMany(page => Within(page.FullName, parts, shown).Select(form => $"{page.Name} {form}")).ToList();
        // What no page is known to be made of, such as a part of the frame, is told by its own name, and so is missed until somebody looks.
        forms.AddRange(parts.Where(part => !shown.Contains(part.Key)).SelectMany(part => part.Value.Forms.Select(form => $"{part.Key} {form}")));
        return [.. forms.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Full names of the components and of all that they are made of.</summary>
    public static IReadOnlySet<string> PartsOf(ModuleDefinition module, IEnumerable<string> components)
    {
        var (parts, shown) = (Parts(module), new HashSet<string>());
        foreach (var component in components)
            _ = Within(component, parts, shown).Count();
        return shown;
    }

    /// <summary>What a page and all that it is made of take from the query of its address.</summary>
    public static string[] QueriesOf(Type page) => Queries.GetOrAdd(page.Assembly, assembly =>
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var (parts, taken) = (Parts(module), TakenFromQueries(module).ToLookup(one => one.Type, one => one.Query));
        return module.GetTypes().Where(IsPage).ToDictionary(type => type.FullName, type =>
        {
            var shown = new HashSet<string>();
            _ = Within(type.FullName, parts, shown).Count();
            return shown.SelectMany(part => taken[part]).Distinct().Order(StringComparer.Ordinal).ToArray();
        });
    })[page.FullName!.Replace('+', '/')];

    /// <summary>What is taken from queries, by the component that takes it.</summary>
    public static IReadOnlyList<(string Type, string Query)> TakenFromQueries(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. TakenFromQueries(module)];
    }

    /// <summary>The types whose code reads the query of a request by itself.</summary>
    public static IReadOnlyList<string> ReadersOfQueries(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. module.GetTypes().Where(type => type.Methods.SelectMany(Calls).Any(call => call.Operand is MethodReference { Name: "get_Query", DeclaringType.FullName: "Microsoft.AspNetCore.Http.HttpRequest" }
                    or MethodReference { DeclaringType.FullName: "Microsoft.AspNetCore.WebUtilities.QueryHelpers", Name: "ParseQuery" or "ParseNullableQuery" }))
                .Select(type => Written(type).Name).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What the editor can ask for at its endpoint.</summary>
    public static IReadOnlyList<string> ActsOfTheEditor()
    {
        using var module = ModuleDefinition.ReadModule(Product);
        return [.. module.GetType("CcsPolicy.Web.Features.Drafting.DraftAct").Methods.Where(method => method.Name == "OperationOn").SelectMany(Words).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Kinds of the messages that are put down to be sent.</summary>
    public static IReadOnlyList<string> KindsOfMail(params string[] assemblies) =>
        [.. assemblies.SelectMany(assembly =>
        {
            using var module = ModuleDefinition.ReadModule(assembly);
            return module.GetTypes().SelectMany(type => type.Methods).Where(method => method.Name != "Enqueue" && Calls(method).Any(PutsDown))
                .SelectMany(method => Words(method).Where(word => word.StartsWith("mail.", StringComparison.Ordinal)).DefaultIfEmpty(method.FullName)).ToList();
        }).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whoever speaks with a mail server, or with another part of the platform by which mail could leave the product.</summary>
    public static IReadOnlyList<string> SendersOfMail(params string[] assemblies) =>
        [.. assemblies.SelectMany(assembly =>
        {
            using var module = ModuleDefinition.ReadModule(assembly);
            return module.GetTypes().Where(type => type.Methods.SelectMany(Calls).Any(call => IsOfMail(((MethodReference)call.Operand).DeclaringType.FullName))).Select(type => Written(type).Name).ToList();
        }).Distinct().Order(StringComparer.Ordinal)];

    // Whether an address reads like one is asked without sending anything there.
    private static bool IsOfMail(string type) => type.StartsWith("System.Net.Mail", StringComparison.Ordinal) && type != typeof(System.Net.Mail.MailAddress).FullName || type.StartsWith("MailKit", StringComparison.Ordinal);

    private static bool IsPage(TypeDefinition type) => type.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == typeof(RouteAttribute).FullName);

    private static IEnumerable<(string Type, string Query)> TakenFromQueries(ModuleDefinition module) =>
        from type in module.GetTypes()
        from property in type.Properties
        from attribute in property.CustomAttributes
        where attribute.AttributeType.FullName == typeof(SupplyParameterFromQueryAttribute).FullName
        select (type.FullName, attribute.Properties.Where(one => one.Name == "Name").Select(one => one.Argument.Value as string).FirstOrDefault() ?? property.Name);

    private static Dictionary<string, Part> Parts(ModuleDefinition module) =>
        module.GetTypes().Where(type => type.HasMethods).GroupBy(Written).ToDictionary(same => same.Key.FullName, same => new Part(same));

    private static IEnumerable<string> Within(string name, Dictionary<string, Part> parts, HashSet<string> shown)
    {
        var (open, seen) = (new Stack<string>([name]), new HashSet<string>());
        while (open.TryPop(out var one))
            if (seen.Add(one) && parts.TryGetValue(one, out var part))
            {
                shown.Add(one);
                foreach (var form in part.Forms)
                    yield return form;
                foreach (var inner in part.Shows)
                    open.Push(inner);
            }
    }

    private static bool PutsDown(Instruction call) =>
        call.Operand is MethodReference { Name: "set_Kind", DeclaringType.Name: "OutboxMessage" } or MethodReference { Name: "Enqueue", DeclaringType.Name: "OutboxMessages" };

    /// <summary>The text that an instruction loads: itself, through a method that only checks its type, or out of a variable that was filled before. Null when it is put together.</summary>
    private static string? Literal(Instruction load)
    {
        if (load.OpCode == OpCodes.Ldstr)
            return (string)load.Operand;
        if (load.Operand is MethodReference { Name: "TypeCheck" })
            return Literal(load.Previous);
        if (Variable(load, "ldloc") is not { } variable)
            return null;
        var fill = load.Previous;
        while (fill is not null && Variable(fill, "stloc") != variable)
            fill = fill.Previous;
        return fill is null ? null : Literal(fill.Previous);
    }

    private static int? Variable(Instruction instruction, string verb) => !instruction.OpCode.Name.StartsWith(verb, StringComparison.Ordinal) || instruction.OpCode.Name.StartsWith("ldloca", StringComparison.Ordinal) ? null
        : instruction.Operand is VariableDefinition variable ? variable.Index : instruction.OpCode.Name[^1] - '0';

    internal static IEnumerable<Instruction> Calls(MethodDefinition method) => method.HasBody ? method.Body.Instructions.Where(instruction => instruction.Operand is MethodReference) : [];

    private static IEnumerable<string> Words(MethodDefinition method) => !method.HasBody ? []
        : method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ldstr).Select(instruction => (string)instruction.Operand).Where(word => word.Length > 0);

    /// <summary>The type that somebody wrote: the compiler puts lambdas into types of its own, whose names have angle brackets.</summary>
    internal static TypeDefinition Written(TypeDefinition type) => type.Name.Contains('<', StringComparison.Ordinal) && type.DeclaringType is { } outer ? Written(outer) : type;

    /// <summary>A component: its own forms, the components that it shows, and the one that it is made from.</summary>
    private sealed class Part
    {
        public Part(IGrouping<TypeDefinition, TypeDefinition> types)
        {
            var calls = types.SelectMany(type => type.Methods).SelectMany(Calls).ToList();
            Forms = [.. calls.Where(call => ((MethodReference)call.Operand).Name == "AddNamedEvent").Select(call => Literal(call.Previous) ?? "*")];
            Shows = [.. calls.Select(call => call.Operand).OfType<GenericInstanceMethod>().Where(method => method.Name == "OpenComponent").Select(method => method.GenericArguments[0].GetElementType().FullName)];
            if (types.Key.BaseType is { } made)
                Shows.Add(made.FullName);
        }

        public List<string> Forms { get; }

        public List<string> Shows { get; }
    }
}
