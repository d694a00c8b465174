using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Objects;

/// <summary>Where a walk through a JSON tree stands; text is only made when a path has to be reported.</summary>
internal sealed class JsonPathTrail
{
    private const int Field = -1;
    private const int Key = -2;

    // The index is a list position, or says whether the name is one of a field or a key of a map.
    private readonly List<(string? Name, int Index)> _steps = [];

    public void Push(string field) => _steps.Add((field, Field));

    public void PushKey(string key) => _steps.Add((key, Key));

    public void Push(int index) => _steps.Add((null, index));

    public void Pop() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>The path with list positions: <c>spec.containers[0].name</c>.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            if (name is null)
                builder.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else
                builder.Append(builder.Length == 0 ? "" : ".").Append(name);
        }
        return builder.ToString();
    }

    /// <summary>The path without list positions and map keys, as Go's decoder names fields: <c>spec.containers.name</c>.</summary>
    public string ToFieldNames() => string.Join('.', _steps.Where(step => step.Index == Field).Select(step => step.Name));
}
