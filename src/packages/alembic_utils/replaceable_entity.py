from _limbeck.entities import ReplaceableEntity, ReplaceableEntityRegistry, register_entities, registry
