using CloudOrchestrator.Bicep.Tests.Language;

namespace CloudOrchestrator.Bicep.Tests.Checking;

/// <summary>Who needs whom: what is known before the deployment starts, what waits for what, and circles.</summary>
internal sealed class References(Sources sources, BicepFile file)
{
    public IEnumerable<Problem> Problems()
    {
        foreach (var parameter in file.All<Parameter>())
        {
            if (parameter.Default is { } value && Walk.Everything(value).OfType<Name>().FirstOrDefault(name => file.Find(name.Identifier) is not (null or Parameter)) is { } other)
                yield return new Problem(other.At, "a default uses other parameters only");
        }
        foreach (var deployed in file.All<Deployed>())
        {
            // Names, conditions, scopes and loops shape the deployment: they cannot wait for what it makes.
            foreach (var expression in new[] { deployed.Find("name"), deployed.Condition, deployed.Find("scope"), deployed.Loop?.Source, deployed.Loop?.Condition })
            {
                if (expression is not null && FirstUnknown(expression) is { } unknown)
                    yield return new Problem(unknown.At, $"'{deployed.Identifier}' needs this before the deployment starts, and it is known only while it runs");
            }
        }
        foreach (var declaration in file.Declarations.Where(declaration => declaration is not Output && Reaches(declaration, declaration, [])))
            yield return new Problem(declaration.At, $"'{declaration.Identifier}' depends on itself");
        foreach (var module in file.All<Module>().Where(module => sources.ModuleOf(file, module) == file))
            yield return new Problem(module.At, "the module is this file");
    }

    /// <summary>Whether the value is known only when something has been deployed.</summary>
    public bool IsLate(Expression expression) => FirstUnknown(expression) is not null;

    /// <summary>What a resource or module has to wait for, in the order of the file.</summary>
    public IReadOnlyList<(Deployed Target, Expression? Index)> Dependencies(Deployed deployed)
    {
        var found = new List<(Deployed Target, Expression? Index)>();
        foreach (var expression in new[] { deployed.Body, deployed.Condition, deployed.Loop?.Source })
            Collect(expression, found, []);
        return
        [
            .. found.Where(entry => entry.Target != deployed).DistinctBy(entry => (entry.Target.Identifier, entry.Index))
                .OrderBy(entry => entry.Target.Identifier, StringComparer.Ordinal),
        ];
    }

    private Expression? FirstUnknown(Expression expression)
    {
        foreach (var part in Walk.Everything(expression))
        {
            if (part is Call { Target: not null })
                return part;
            if (part is Member { Identifier: not ("id" or "name" or "type" or "apiVersion") } member && Target(member.Target) is not null)
                return part;
            if (part is Name name && file.Find(name.Identifier) is Variable variable && FirstUnknown(variable.Value) is not null)
                return part;
        }
        return null;
    }

    /// <summary>The resource or module an expression is, or one of a loop of them.</summary>
    private Deployed? Target(Expression expression) => expression switch
    {
        Name name => file.Find(name.Identifier) as Deployed,
        Element element => Target(element.Target),
        Certain certain => Target(certain.Operand),
        _ => null,
    };

    private void Collect(Expression? expression, List<(Deployed Target, Expression? Index)> found, HashSet<string> seen)
    {
        switch (expression)
        {
            case null:
                return;
            case Element { Target: Name indexed } element when file.Find(indexed.Identifier) is Deployed { Loop: not null } looped:
                found.Add((looped, element.Index));
                Collect(element.Index, found, seen);
                return;
            case Name name when file.Find(name.Identifier) is Variable variable:
                if (seen.Add(name.Identifier))
                    Collect(variable.Value, found, seen);
                return;
            case Name name when file.Find(name.Identifier) is Deployed deployed:
                if (deployed is not Resource { Existing: true })
                    found.Add((deployed, null));
                return;
        }
        foreach (var child in Walk.Children(expression))
            Collect(child, found, seen);
    }

    private bool Reaches(Declaration from, Declaration to, HashSet<string> seen)
    {
        foreach (var name in Walk.Of(from).OfType<Name>())
        {
            if (file.Find(name.Identifier) is not { } next)
                continue;
            if (next == to || (seen.Add(next.Identifier) && Reaches(next, to, seen)))
                return true;
        }
        return false;
    }
}
