// The only C++ here, and the only includer of toml++: it walks [tool.alembic]
// and calls back.
#include "toml_visit.h"

#include <cstdio>
#include <stdexcept>

[[noreturn]] static void denied()
{
    throw std::logic_error("toml++ cannot read it");
}

// What toml++ takes for granted and a hostile file denies is an error of the file; its own
// assert() would end the program.
#define TOML_ASSERT(condition) ((condition) ? void() : denied())
#include <toml++/toml.h>

static void visit_list(const toml::array &list, const TomlVisitor &visitor)
{
    for (const toml::node &element : list)
        if (const auto text = element.value<std::string>())
            visitor.item(visitor.state, text->c_str());
}

static void visit_hooks(const toml::array &hooks, const TomlVisitor &visitor)
{
    for (const toml::node &element : hooks) {
        if (!element.is_table())
            continue;
        visitor.hook(visitor.state);
        for (const auto &[key, value] : *element.as_table())
            if (const auto text = value.value<std::string>())
                visitor.hook_option(visitor.state, std::string(key.str()).c_str(), text->c_str());
    }
}

static void visit_option(const std::string &key, const toml::node &value, const TomlVisitor &visitor)
{
    if (value.is_array_of_tables() && key == "post_write_hooks") {
        visit_hooks(*value.as_array(), visitor);
    } else if (value.is_string()) {
        visitor.string(visitor.state, key.c_str(), value.value<std::string>()->c_str());
    } else if (value.is_boolean()) {
        visitor.boolean(visitor.state, key.c_str(), *value.value<bool>());
    } else if (value.is_integer()) {
        visitor.integer(visitor.state, key.c_str(), *value.value<int64_t>());
    } else if (value.is_array()) {
        visitor.list(visitor.state, key.c_str());
        visit_list(*value.as_array(), visitor);
    } else {
        visitor.other(visitor.state, key.c_str());
    }
}

static void visit(const toml::table &file, const TomlVisitor &visitor)
{
    const toml::table *section = file["tool"]["alembic"].as_table();
    if (!section)
        return;
    visitor.section(visitor.state);
    for (const auto &[key, value] : *section)
        visit_option(std::string(key.str()), value, visitor);
}

extern "C" int toml_visit(const char *text, size_t length, const TomlVisitor *visitor, TomlFailure *failure)
{
    try {
        visit(toml::parse(std::string_view(text, length)), *visitor);
        return 1;
    } catch (const toml::parse_error &error) {
        snprintf(failure->message, sizeof failure->message, "%s", error.what());
        failure->line = static_cast<int>(error.source().begin.line);
        failure->column = static_cast<int>(error.source().begin.column);
        return 0;
    } catch (const std::exception &error) {
        *failure = {};
        snprintf(failure->message, sizeof failure->message, "%s", error.what());
        return 0;
    }
}
