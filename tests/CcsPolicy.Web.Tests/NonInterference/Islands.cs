using System.Reflection;
using Microsoft.JSInterop;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>What the compiled product says of its islands: which there are, and by which commands they act.</summary>
internal static class Islands
{
    /// <summary>Components that a page renders with a circuit.</summary>
    public static IReadOnlyList<string> Of(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. module.GetTypes().SelectMany(type => type.Methods).SelectMany(Forms.Calls).Where(call => ((MethodReference)call.Operand).Name == "AddComponentRenderMode").Select(Rendered).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>What the script may call, and every handler of an event that the island or a part of it gives to the browser.</summary>
    public static IReadOnlyList<Way> CommandsOf(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        var islands = Of(assembly);
        var parts = Forms.PartsOf(module, module.GetTypes().Where(type => islands.Contains(type.Name)).Select(type => type.FullName));
        return
        [
            .. Assembly.LoadFrom(assembly).GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(JSInvokableAttribute), false)).Select(method => new Way("call", $"{method.DeclaringType!.Name}.{method.Name}")),
            .. module.GetTypes().Where(type => parts.Contains(Forms.Written(type).FullName)).SelectMany(type => type.Methods).SelectMany(Forms.Calls)
                .Where(call => call.Operand is MethodReference { Name: "Create", DeclaringType.Name: "EventCallbackFactory" }).Select(Handler).OfType<MethodReference>().Select(CommandOf).Distinct(),
        ];
    }

    /// <summary>The command behind a handler as it stands in what is rendered; null for one that is not the product's.</summary>
    public static Way? CommandOf(MethodInfo handler)
    {
        if (handler.DeclaringType is not { } type || type.Assembly != typeof(Program).Assembly)
            return null;
        return Name(type.FullName!.Replace('+', '/'), handler.Name);
    }

    private static Way CommandOf(MethodReference handler) => Name(handler.DeclaringType.FullName, handler.Name);

    /// <summary>Lambdas are told apart by the numbers that the compiler gives them.</summary>
    private static Way Name(string type, string method) => new("event", $"{type[(type.LastIndexOf('.') + 1)..]}.{method}");

    /// <summary>The method that a callback is made of: loaded, wrapped in a delegate, and handed over.</summary>
    private static MethodReference? Handler(Instruction call) =>
        call.Previous.OpCode == OpCodes.Newobj && call.Previous.Previous.OpCode == OpCodes.Ldftn ? (MethodReference)call.Previous.Previous.Operand : null;

    private static string Rendered(Instruction call)
    {
        for (var at = call; at is not null; at = at.Previous)
            if (at.Operand is GenericInstanceMethod { Name: "OpenComponent" } open)
                return open.GenericArguments[0].Name;
        return "*";
    }
}
