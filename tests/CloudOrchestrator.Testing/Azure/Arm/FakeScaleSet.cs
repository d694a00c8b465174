using System.Text.Json.Nodes;

namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>A virtual machine scale set. Operations are accepted at once and come to their end when the test says so.</summary>
public sealed class FakeScaleSet(string id)
{
    private readonly List<FakeMachine> _machines = [];
    private int _next;

    /// <summary>Resource id.</summary>
    public string Id => id;

    /// <summary>Machines asked for.</summary>
    public int Capacity { get; private set; }

    /// <summary>Updating, Succeeded or Failed.</summary>
    public string ProvisioningState { get; private set; } = "Succeeded";

    /// <summary>More machines than this are refused as over quota.</summary>
    public int Quota { get; set; } = 1000;

    /// <summary>So many of the next machines fail to be made.</summary>
    public int FailNext { get; set; }

    /// <summary>Its machines, oldest first.</summary>
    public IReadOnlyList<FakeMachine> Machines => _machines;

    /// <summary>How often the capacity was set.</summary>
    public int CapacityWrites { get; private set; }

    /// <summary>Subnet of the machines.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Network security group of the machines.</summary>
    public string? NetworkSecurityGroupId { get; init; }

    /// <summary>Has machines that run.</summary>
    public FakeScaleSet WithRunning(int count)
    {
        SetCapacity(count);
        CapacityWrites = 0;
        Complete();
        return this;
    }

    /// <summary>Accepted operations come to their end.</summary>
    public void Complete()
    {
        foreach (var machine in _machines.Where(machine => machine.ProvisioningState == "Creating"))
        {
            var fails = FailNext > 0;
            FailNext -= fails ? 1 : 0;
            (machine.ProvisioningState, machine.PowerState) = fails ? ("Failed", "stopped-never") : ("Succeeded", "running");
        }

        Capacity -= _machines.RemoveAll(machine => machine.ProvisioningState == "Deleting");
        ProvisioningState = _machines.Exists(machine => machine.ProvisioningState == "Failed") ? "Failed" : "Succeeded";
    }

    /// <summary>A machine vanishes, as by eviction with deletion.</summary>
    public void Lose(FakeMachine machine) => Capacity -= _machines.Remove(machine) ? 1 : 0;

    internal void SetCapacity(int capacity)
    {
        if (capacity > Quota)
            throw new ArmException(409, "OperationNotAllowed", $"Operation could not be completed as it results in exceeding approved standardDSv5Family Cores quota of {Quota}");
        CapacityWrites++;
        Capacity = capacity;
        ProvisioningState = "Updating";
        var left = _machines.Count(machine => machine.ProvisioningState != "Deleting");
        for (; left < capacity; left++)
        {
            var number = (_next++).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _machines.Add(new(number, $"{id}/virtualMachines/{number}"));
        }

        foreach (var machine in Enumerable.Reverse(_machines).Where(machine => machine.ProvisioningState != "Deleting").Take(left - capacity))
            machine.ProvisioningState = "Deleting";
    }

    internal void Delete(IReadOnlyList<string> machineIds)
    {
        var unknown = machineIds.Where(wanted => !_machines.Exists(machine => machine.Id == wanted)).ToArray();
        if (unknown.Length > 0)
            throw new ArmException(404, "NotFound", $"The entity was not found in this Azure location: instance {string.Join(", ", unknown)}");
        ProvisioningState = "Updating";
        foreach (var machine in _machines.Where(machine => machineIds.Contains(machine.Id)))
            machine.ProvisioningState = "Deleting";
    }

    internal JsonObject ToJson()
    {
        var network = new JsonObject
        {
            ["name"] = "nic",
            ["properties"] = new JsonObject
            {
                ["primary"] = true,
                ["networkSecurityGroup"] = NetworkSecurityGroupId is null ? null : new JsonObject { ["id"] = NetworkSecurityGroupId },
                ["ipConfigurations"] = new JsonArray(new JsonObject
                {
                    ["name"] = "ip",
                    ["properties"] = new JsonObject { ["subnet"] = SubnetId is null ? null : new JsonObject { ["id"] = SubnetId } },
                }),
            },
        };
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = id.Split('/')[^1],
            ["type"] = "Microsoft.Compute/virtualMachineScaleSets",
            ["location"] = "westeurope",
            ["sku"] = new JsonObject { ["name"] = "Standard_D4s_v5", ["tier"] = "Standard", ["capacity"] = Capacity },
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = ProvisioningState,
                ["virtualMachineProfile"] = new JsonObject { ["networkProfile"] = new JsonObject { ["networkInterfaceConfigurations"] = new JsonArray(network) } },
            },
        };
    }

    internal static JsonObject ToJson(FakeMachine machine, bool withView)
    {
        var properties = new JsonObject { ["provisioningState"] = machine.ProvisioningState };
        if (withView)
        {
            properties["instanceView"] = new JsonObject
            {
                ["statuses"] = new JsonArray(
                    new JsonObject { ["code"] = "ProvisioningState/" + machine.ProvisioningState.ToLowerInvariant(), ["level"] = "Info" },
                    new JsonObject { ["code"] = "PowerState/" + machine.PowerState, ["level"] = "Info" }),
            };
        }

        return new JsonObject
        {
            ["id"] = machine.ResourceId,
            ["name"] = "vm_" + machine.Id,
            ["instanceId"] = machine.Id,
            ["location"] = "westeurope",
            ["type"] = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines",
            ["properties"] = properties,
        };
    }
}
