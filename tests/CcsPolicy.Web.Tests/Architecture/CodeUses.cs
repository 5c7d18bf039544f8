using Mono.Cecil;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>What compiled code uses: for each type (nested ones counted to their outermost) the types and members that its code and signatures name.</summary>
public sealed class CodeUses
{
    private readonly List<(string By, string Uses)> uses = [];

    private CodeUses()
    {
    }

    /// <summary>Pairs such as ("CcsPolicy.Web.Features.Home.HomePage", "System.DateTime::get_Now").</summary>
    public IEnumerable<(string By, string Uses)> All => uses.Distinct();

    public static CodeUses Of(string assemblyFile, Func<string, bool>? only = null)
    {
        var found = new CodeUses();
        using var module = ModuleDefinition.ReadModule(assemblyFile);
        foreach (var type in module.GetTypes())
        {
            var owner = Outermost(type).FullName;
            if (only?.Invoke(owner) != false)
                found.Read(owner, type);
        }
        return found;
    }

    private void Read(string owner, TypeDefinition type)
    {
        Add(owner, type.BaseType);
        foreach (var contract in type.Interfaces)
            Add(owner, contract.InterfaceType);
        foreach (var field in type.Fields)
            Add(owner, field.FieldType);
        foreach (var method in type.Methods)
        {
            Add(owner, method.ReturnType);
            foreach (var parameter in method.Parameters)
                Add(owner, parameter.ParameterType);
            if (!method.HasBody)
                continue;
            foreach (var instruction in method.Body.Instructions)
                switch (instruction.Operand)
                {
                    case MethodReference called:
                        Add(owner, called.DeclaringType);
                        uses.Add((owner, $"{called.DeclaringType.GetElementType().FullName}::{called.Name}"));
                        if (called is GenericInstanceMethod generic)
                            foreach (var argument in generic.GenericArguments)
                                Add(owner, argument);
                        break;
                    case TypeReference named:
                        Add(owner, named);
                        break;
                    case FieldReference field:
                        Add(owner, field.DeclaringType);
                        break;
                }
        }
    }

    private void Add(string owner, TypeReference? named)
    {
        if (named is null)
            return;
        if (named is GenericInstanceType generic)
            foreach (var argument in generic.GenericArguments)
                Add(owner, argument);
        uses.Add((owner, Outermost(named.GetElementType()).FullName));
    }

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type;
    }
}
